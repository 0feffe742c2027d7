package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.cli.CliException;

/// Oracle: the text before it was encoded.
final class TextFileTest {
  @TempDir private Path base;
  private static final String TEXT = "température,°C\n1,2\n";

  @Test
  void textIsReadInTheEncodingsOfSpreadsheets() throws IOException {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252")
        }) {
      assertThat(text(TEXT.getBytes(charset))).isEqualTo(TEXT);
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(text(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
    assertThat(text(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(TEXT);
  }

  /// A character may lie across the pieces that are read.
  @Test
  void aLongTextIsReadInPieces() throws IOException {
    for (int shift = 0; shift < 3; shift++) {
      String text = "x".repeat(shift) + "€".repeat(40_000);
      assertThat(text(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
      byte[] cut = (text + "é").getBytes(StandardCharsets.UTF_8);
      assertThat(text(Arrays.copyOf(cut, cut.length - 1))).startsWith("x".repeat(shift) + "â‚¬");
    }
  }

  @Test
  void theHashIsThatOfTheBytes() throws IOException {
    Path file = Files.writeString(base.resolve("f.csv"), "abc");
    assertThat(TextFile.open(file).hash())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> text(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1}))
        .isInstanceOf(CliException.class)
        .hasMessage(
            base.resolve("f.csv") + ": holds bytes that are not text, expected a file of text");
    assertThatThrownBy(() -> text("\uFEFFa\0b".getBytes(StandardCharsets.UTF_16BE)))
        .hasMessageContaining("holds bytes that are not text");
  }

  @Test
  void aFolderOrAFileThatIsNotThereIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> TextFile.read(folder))
        .isInstanceOf(CliException.class)
        .hasMessage(folder + ": is a folder, expected a file of text");
    assertThatThrownBy(() -> TextFile.read(folder.resolve("none.csv")))
        .isInstanceOf(CliException.class)
        .hasMessage(folder.resolve("none.csv") + ": there is no such file");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatCannotBeReadTwiceIsRefused() {
    assertThatThrownBy(() -> TextFile.open(Path.of("/dev/null")))
        .isInstanceOf(CliException.class)
        .hasMessage(
            "/dev/null: is a pipe or a device, expected a file, which can be read more than once");
  }

  private String text(byte[] bytes) throws IOException {
    return TextFile.read(Files.write(base.resolve("f.csv"), bytes));
  }
}
