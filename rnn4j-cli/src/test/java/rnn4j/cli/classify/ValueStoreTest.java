package rnn4j.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.cli.CliException;

/// Oracle: every number says where it belongs.
final class ValueStoreTest {
  private static final int WIDTH = 3;
  private static final int BLOCKS = 2000;
  private static final int ROWS = 100; // in a block; more in all than are kept before writing

  @TempDir private Path base;

  @Test
  void rowsAreReadAsTheyWereWrittenWhateverTheOrder() {
    try (ValueStore memory = ValueStore.of(1, WIDTH, base);
        ValueStore file = ValueStore.of(ValueStore.MOST_BYTES + 1, WIDTH, base)) {
      assertThat(memory).isInstanceOf(MemoryValues.class);
      assertThat(file).isInstanceOf(FileValues.class);
      assertThat(base).isEmptyDirectory(); // nothing that could be left behind
      for (ValueStore store : List.of(memory, file)) {
        List<Integer> blocks = new ArrayList<>();
        for (int b = 0; b < BLOCKS; b++) {
          blocks.add(b);
        }
        Collections.shuffle(blocks.subList(BLOCKS / 2, BLOCKS), new Random(1));
        blocks.forEach(b -> store.write((long) b * ROWS, values(b * ROWS, ROWS)));
        for (int row : new int[] {0, 17, ROWS * (BLOCKS / 2) - 1, ROWS * (BLOCKS - 1)}) {
          assertThat(store.read(row, 99).toFloatArray()).isEqualTo(values(row, 99));
        }
      }
    }
  }

  @Test
  void aThreadThatIsInterruptedDoesNotCloseTheFileForOthers() {
    try (ValueStore file = FileValues.create(base, WIDTH)) {
      file.write(0, values(0, 5));
      Thread.currentThread().interrupt();
      assertThat(file.read(0, 5).toFloatArray()).isEqualTo(values(0, 5));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(file.read(1, 4).toFloatArray()).isEqualTo(values(1, 4));
    }
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    assertThatThrownBy(() -> FileValues.create(base.resolve("none"), WIDTH))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("none: cannot write there");
  }

  private static float[] values(int row, int count) {
    float[] values = new float[count * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = row * WIDTH + i;
    }
    return values;
  }
}
