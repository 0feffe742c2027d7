package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.cli.CliException;

/// Oracle: the text before it was encoded.
final class TextFileTest {
  private static final String TEXT = "température,°C\n1,2\n";

  @Test
  void textIsReadInTheEncodingsOfSpreadsheets() {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252")
        }) {
      assertThat(TextFile.decode("f.csv", TEXT.getBytes(charset))).isEqualTo(TEXT);
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    assertThat(TextFile.decode("f.csv", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(TEXT);
    assertThat(TextFile.decode("f.csv", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(TEXT);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(
            () -> TextFile.decode("f.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1}))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: holds bytes that are not text, expected a CSV file");
  }

  @Test
  void aFolderOrAFileThatIsNotThereIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> TextFile.read(folder))
        .isInstanceOf(CliException.class)
        .hasMessage(folder + ": is a folder, expected a CSV file");
    assertThatThrownBy(() -> TextFile.read(folder.resolve("none.csv")))
        .isInstanceOf(CliException.class)
        .hasMessage(folder.resolve("none.csv") + ": there is no such file");
  }
}
