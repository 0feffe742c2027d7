package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: arithmetic by hand.
final class GapFillingTest {
  private static final double NONE = Double.NaN;

  @Test
  void aGapIsBridgedByAStraightLine() {
    assertThat(GapFilling.line(new double[] {1, NONE, 3, NONE, NONE, 9}))
        .containsExactly(1, 2, 3, 5, 7, 9);
  }

  @Test
  void aGapOfAnInputKeepsTheValueBeforeIt() {
    assertThat(GapFilling.hold(new double[] {NONE, 4, NONE, NONE, 7, NONE}))
        .containsExactly(4, 4, 4, 4, 7, 7);
  }
}
