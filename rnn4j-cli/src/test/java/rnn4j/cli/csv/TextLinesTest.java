package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.CliException;

/// Oracle: the lines that [BufferedReader#readLine] finds.
final class TextLinesTest {
  @TempDir private Path base;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void linesEndAsAnySystemEndsThem(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder();
    while (text.length() < 100_000) {
      text.append("x".repeat(random.nextInt(40) == 0 ? 30_000 : random.nextInt(9)));
      text.append(List.of("\n", "\r\n", "\r", "\n\n", "\r\n\r\n").get(random.nextInt(5)));
    }
    text.append(random.nextBoolean() ? "end" : "");
    assertThat(lines(text.toString()))
        .isEqualTo(new BufferedReader(new StringReader(text.toString())).lines().toList());
  }

  @Test
  void aLineThatIsFarTooLongIsRefused() {
    assertThatThrownBy(() -> lines("a\n" + "x".repeat(1_100_000)))
        .isInstanceOf(CliException.class)
        .hasMessage("lines.txt: line 2 has more than 1,048,576 characters, expected shorter lines");
  }

  private List<String> lines(String text) throws IOException {
    Path path = Files.writeString(base.resolve("lines.txt"), text);
    List<String> found = new ArrayList<>();
    try (var lines = new TextLines(TextFile.open(path))) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        found.add(line);
        assertThat(lines.number()).isEqualTo(found.size());
      }
    }
    return found;
  }
}
