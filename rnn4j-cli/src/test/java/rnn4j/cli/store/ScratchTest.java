package rnn4j.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.CliException;

/// Oracle: every byte says where it belongs.
final class ScratchTest {
  private static final int BLOCKS = 2000;
  private static final int SIZE = 1201; // in all more than a buffer of the file

  @TempDir private Path base;

  /// The second shift is such that it begins in memory and goes on in a file.
  @ParameterizedTest
  @ValueSource(ints = {0, Scratch.MOST_BYTES - BLOCKS * SIZE / 2})
  void bytesAreReadAsTheyWereWrittenWhateverTheOrder(int shift) {
    try (var scratch = new Scratch(base)) {
      List<Integer> blocks = new ArrayList<>();
      for (int b = 0; b < BLOCKS; b++) {
        blocks.add(b);
      }
      Collections.shuffle(blocks.subList(BLOCKS / 4, BLOCKS), new Random(1));
      blocks.forEach(b -> scratch.write(shift + b * SIZE, bytes(shift + b * SIZE, SIZE)));
      assertThat(base).isEmptyDirectory(); // nothing that could be left behind
      for (int at : new int[] {0, 17, SIZE * (BLOCKS / 2) - 1, SIZE * (BLOCKS - 1)}) {
        assertThat(scratch.read(shift + at, 999)).isEqualTo(bytes(shift + at, 999));
      }
    }
  }

  @Test
  void aThreadThatIsInterruptedDoesNotCloseTheFileForOthers() {
    try (ScratchFile file = ScratchFile.create(base)) {
      file.write(0, bytes(0, 5));
      Thread.currentThread().interrupt();
      assertThat(file.read(0, 5)).isEqualTo(bytes(0, 5).array());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(file.read(1, 4)).isEqualTo(bytes(1, 4).array());
    }
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    assertThatThrownBy(() -> ScratchFile.create(base.resolve("none")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("none: cannot write there");
  }

  private static ByteBuffer bytes(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (31 * (from + i) ^ (from + i) >> 8);
    }
    return ByteBuffer.wrap(bytes);
  }
}
