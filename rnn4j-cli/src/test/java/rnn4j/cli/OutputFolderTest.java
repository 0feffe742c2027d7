package rnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: what is in the folder.
final class OutputFolderTest {
  private static final List<String> NAMES = List.of("a.txt", "b.txt");

  @TempDir private Path base;

  @Test
  void filesAppearTogetherAndReplaceOldOnes() throws IOException {
    Path out = base.resolve("x/out");
    Files.createDirectories(out);
    Files.writeString(out.resolve("a.txt"), "old");
    OutputFolder folder = OutputFolder.open(out, NAMES);
    Files.writeString(folder.aside("a.txt"), "A");
    Files.writeString(folder.aside("b.txt"), "B");
    assertThat(out.resolve("a.txt")).hasContent("old");
    folder.commit();
    assertThat(out.resolve("a.txt")).hasContent("A");
    assertThat(out.resolve("b.txt")).hasContent("B");
    assertThat(folder.discard()).isFalse();
    assertThat(out.toFile().list()).hasSize(2);
  }

  @Test
  void discardingLeavesNothingBehind() throws IOException {
    OutputFolder folder = OutputFolder.open(base.resolve("x/y/out"), NAMES);
    Files.writeString(folder.aside("a.txt"), "A");
    assertThat(folder.discard()).isTrue();
    assertThat(base).isEmptyDirectory();
    assertThatThrownBy(folder::commit).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void discardingKeepsWhatWasThere() throws IOException {
    Files.writeString(base.resolve("a.txt"), "old");
    OutputFolder folder = OutputFolder.open(base, NAMES);
    Files.writeString(folder.aside("a.txt"), "A");
    folder.discard();
    assertThat(base.resolve("a.txt")).hasContent("old");
    assertThat(base.toFile().list()).hasSize(1);
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(base.resolve("file"), "");
    assertThatThrownBy(() -> OutputFolder.open(file, NAMES))
        .isInstanceOf(CliException.class)
        .hasMessage(file + ": is a file, expected a folder to write to");
    assertThatThrownBy(() -> OutputFolder.open(file.resolve("out"), NAMES))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(file.resolve("out") + ": cannot write there (");
    Path folder = Files.createDirectories(base.resolve("b.txt"));
    assertThatThrownBy(() -> OutputFolder.open(base, NAMES))
        .isInstanceOf(CliException.class)
        .hasMessage(folder + ": is a folder, expected a file to replace");
  }

  /// Nobody can make a file in /proc, and whoever may could replace a device by a file.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aPlaceForNoFileIsNamed() {
    Path file = Path.of("/proc/x.npy");
    assertThatThrownBy(() -> OutputFolder.requireFile(file))
        .isInstanceOf(CliException.class)
        .hasMessage(file + ": cannot write there (no file can be made in /proc)");
    assertThatThrownBy(() -> OutputFolder.requireFile(Path.of("/dev/null")))
        .isInstanceOf(CliException.class)
        .hasMessage("/dev/null: is no regular file, expected a file to write");
  }

  @Test
  void askingWhetherAFileCanBeWrittenLeavesNothing() {
    OutputFolder.requireFile(base.resolve("y.npy"));
    assertThat(base).isEmptyDirectory();
  }
}
