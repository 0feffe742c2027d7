package rnn4j.io.npy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.ReadEverything;
import rnn4j.io.Resources;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;

/// Oracle: bytes are either refused with a [WeightFormatException], or all of the file can be read.
///
/// The usual build runs the seeds only. To search for more: `JAZZER_FUZZ=1 ./mvnw test -pl rnn4j-io
/// -am -Dtest=NpyFuzzTest -Dsurefire.failIfNoSpecifiedTests=false`
final class NpyFuzzTest {

  @MethodSource("arrays")
  @FuzzTest(maxDuration = "2m")
  void anyArrayIsReadOrRefused(byte[] bytes) throws IOException {
    try (NpyFile file =
        new NpyFile(new Source("Npy.open", Path.of("x.npy")), MappedFile.of(bytes))) {
      ReadEverything.of(file);
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Npy.open: x.npy: ");
    }
  }

  static Stream<byte[]> arrays() throws IOException {
    return Stream.of(bytes("version-1.npy"), bytes("version-2.npy"));
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Resources.path("npy/" + name));
  }
}
