package rnn4j.engine.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import rnn4j.kernel.FloatData;

final class MemoryTest {
  private static final FloatData FLOATS = new FloatData(new float[0]);

  @Test
  void rowsAreZeros() {
    assertThat(Memory.zeros(FLOATS, 3, 2).length()).isEqualTo(6);
  }

  @Test
  void moreElementsThanAnArrayHoldsAreRefused() {
    assertThatThrownBy(() -> Memory.zeros(FLOATS, 1 << 20, 1 << 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Scan: the steps of all sequences are 1048576 rows of 4096 elements, expected fewer"
                + " than 2^31 elements in all; divide the batch or the sequences");
  }
}
