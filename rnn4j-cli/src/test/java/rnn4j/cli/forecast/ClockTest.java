package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import rnn4j.cli.csv.Moment.Precision;
import rnn4j.cli.series.TimeAxis;
import rnn4j.cli.series.TimeStep;
import rnn4j.cli.series.TimeStep.Unit;

/// Oracle: the hands of a clock.
final class ClockTest {
  private static final LocalDateTime START = LocalDateTime.parse("2021-03-01T00:00"); // a Monday

  @Test
  void theHandsShowTheWeekAndTheDay() {
    Clock clock = new Clock(axis(3600), 24 * 20); // too short for years
    assertThat(clock.size()).isEqualTo(4);
    float[] hands = new float[6];
    assertThat(clock.write(24 + 6, hands, 1)).isEqualTo(5); // Tuesday, 6 o'clock
    double week = 2 * Math.PI * 1.25 / 7;
    assertThat(hands[1]).isCloseTo((float) Math.sin(week), within(1e-6f));
    assertThat(hands[2]).isCloseTo((float) Math.cos(week), within(1e-6f));
    assertThat(hands[3]).isCloseTo(1, within(1e-6f));
    assertThat(hands[4]).isCloseTo(0, within(1e-6f));
  }

  @Test
  void cyclesThatCannotBeSeenAreLeftOut() {
    assertThat(new Clock(new TimeAxis.Rows(), 10_000).size()).isZero();
    assertThat(new Clock(axis(86_400), 1000).size()).isEqualTo(4); // year and week
    assertThat(new Clock(axis(7 * 86_400), 1000).size()).isEqualTo(2); // year
    assertThat(new Clock(axis(86_400), 10).size()).isZero();
  }

  private static TimeAxis axis(long seconds) {
    return new TimeAxis.Even(START, new TimeStep(Unit.SECOND, seconds), Precision.SECOND);
  }
}
