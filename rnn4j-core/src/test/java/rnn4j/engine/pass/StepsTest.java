package rnn4j.engine.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StepsTest {

  @Test
  void sequencesOfOneLengthAreCutEvenly() {
    Steps steps = Steps.of(10, 32);
    assertThat(steps.start(32, 2, 0)).isZero();
    assertThat(steps.start(32, 2, 1)).isEqualTo(16);
    assertThat(steps.start(32, 2, 2)).isEqualTo(32);
  }

  /// Lengths 4, 2, 1 and 1: the first has as many rows as all others.
  @Test
  void partsHaveAboutAsManyRows() {
    Steps steps = Steps.of(new int[] {4, 2, 1, 1});
    assertThat(steps.start(4, 2, 1)).isEqualTo(1);
    assertThat(steps.start(4, 4, 3)).isEqualTo(2);
  }

  /// Lengths 4, 3 and 3: the second sequence is nearer to the middle where it begins than where it
  /// ends.
  @Test
  void partsAreCutWhereTheyDifferLeast() {
    Steps steps = Steps.of(new int[] {3, 3, 3, 1});
    assertThat(steps.start(3, 2, 1)).isEqualTo(1);
  }

  @Test
  void sequencesWithoutStepsBelongToTheLastPart() {
    Steps steps = Steps.of(new int[] {2, 1});
    assertThat(steps.start(5, 2, 1)).isEqualTo(1);
    assertThat(steps.start(5, 2, 2)).isEqualTo(5);
    assertThat(Steps.of(0, 3).start(3, 2, 2)).isEqualTo(3);
  }
}
