package rnn4j.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads what PyTorch computed, from the files that `tools/golden` makes; its README describes the
/// format.
///
/// ```java
/// @ParameterizedTest
/// @MethodSource
/// void outputIsPyTorchs(GoldenCase golden) { ... golden.tensor("output").floats() ... }
///
/// static List<GoldenCase> outputIsPyTorchs() {
///   return GoldenFile.read("lstm");
/// }
/// ```
public final class GoldenFile {

  private GoldenFile() {}

  /// Returns the cases of `golden/{name}.txt.gz` among the test resources, in order.
  public static List<GoldenCase> read(String name) {
    String resource = "/golden/" + name + ".txt.gz";
    var cases = new ArrayList<GoldenCase>();
    try (var bytes = GoldenFile.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalArgumentException(
            "GoldenFile.read: found no %s, expected a test resource; make it with tools/golden"
                .formatted(resource));
      }
      var text = new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.US_ASCII);
      for (String line : new BufferedReader(text).lines().toList()) {
        List<String> words = List.of(line.split(" "));
        switch (words.getFirst()) {
          case "case" -> cases.add(GoldenCase.parse(words));
          case "tensor", "formula" -> cases.getLast().add(words.get(1), GoldenTensor.parse(words));
          case "#" -> {}
          default -> throw new IllegalArgumentException(resource + ": unknown line " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }
}
