package rnn4j.threads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rnn4j.threads.Trial.Way;

final class TrialTest {
  private final Trial trial = new Trial();

  /// Runs until the end of the next trial.
  ///
  /// @param together nanoseconds of a run together, zero if partners are asleep
  /// @return the way that is taken from then on
  private Way afterTrial(long together, long alone) {
    for (int run = 0; run < Trial.PERIOD; run++) {
      assertThat(trial.next()).isIn(Way.TOGETHER, Way.ALONE);
    }
    int measured = 0;
    Way way = trial.next();
    while (way == Way.MEASURED_ALONE || way == Way.MEASURED_TOGETHER) {
      measured++;
      if (way == Way.MEASURED_ALONE) {
        // Something interrupts one run.
        trial.took(way, measured == Trial.MEASURED ? 100 * alone : alone);
      } else if (together > 0) {
        trial.took(way, together);
      }
      way = trial.next();
    }
    assertThat(measured).isBetween(2 * Trial.MEASURED, Trial.MOST);
    return way;
  }

  @Test
  void theQuickerWayIsTakenUntilTheOtherIsQuicker() {
    assertThat(trial.next()).isEqualTo(Way.TOGETHER);
    assertThat(new TrialTest().afterTrial(900, 1000)).isEqualTo(Way.TOGETHER);

    var test = new TrialTest();
    assertThat(test.afterTrial(1100, 1000)).isEqualTo(Way.ALONE);
    assertThat(test.afterTrial(1100, 1000)).isEqualTo(Way.ALONE);
    assertThat(test.afterTrial(900, 1000)).isEqualTo(Way.TOGETHER);
  }

  @Test
  void withoutPartnersNothingIsLearnt() {
    assertThat(afterTrial(0, 1000)).isEqualTo(Way.TOGETHER);
    assertThat(afterTrial(1100, 1000)).isEqualTo(Way.ALONE);
    assertThat(afterTrial(0, 1000)).isEqualTo(Way.ALONE);
  }
}
