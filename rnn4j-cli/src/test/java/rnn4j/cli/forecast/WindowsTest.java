package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import rnn4j.cli.series.Season;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.series.Trend;

/// Oracle: windows worked out by hand.
final class WindowsTest {
  private static final double[] VALUES = {1, 4, 2, 8, 5, 7, 3, 9, 6, 10};

  @Test
  void aWindowHoldsRelativeValuesChangesAndLevels() {
    TimeSeries series = TimeSeries.of("x", VALUES);
    Windows windows = new Windows(series, plan(1, false));
    // The first six rows are training: level mean 4.5 and deviation sqrt(6.25); changes 3 -2 6 -3
    // 2, mean 1.2, deviation sqrt(10.96); two rows relative to the third of a window, squares
    // 1 4 / 36 16 / 9 9 / 1 4 from the windows that end in rows 2 to 5, eight in all.
    double relative = Math.sqrt((1 + 4 + 36 + 16 + 9 + 9 + 1 + 4) / 8.0);
    double change = Math.sqrt(10.96);
    assertThat(windows.features()).isEqualTo(3);
    assertThat(windows.sequences(new int[] {7}).toDoubleArray())
        .containsExactly(
            new double[] {
              (7 - 9) / relative,
              (2 - 1.2) / change,
              (7 - 4.5) / 2.5,
              (3 - 9) / relative,
              (-4 - 1.2) / change,
              (3 - 4.5) / 2.5,
              0,
              (6 - 1.2) / change,
              (9 - 4.5) / 2.5
            },
            within(2e-7));
    assertThat(windows.rows(new int[] {7}).toDoubleArray())
        .containsExactly(
            new double[] {(7 - 9) / relative, (3 - 9) / relative, (9 - 4.5) / 2.5}, within(2e-7));
  }

  @Test
  void aSeasonAddsItsChangesAndATrendTakesTheLevelAway() {
    TimeSeries series = TimeSeries.of("x", VALUES);
    Windows windows = new Windows(series, plan(2, true));
    assertThat(windows.features()).isEqualTo(3);
    // Changes over two rows in training: 1 4 3 -1, mean 1.75, deviation sqrt(3.6875).
    double[] sequence = windows.sequences(new int[] {7}).toDoubleArray();
    assertThat(sequence[2]).isCloseTo((7 - 8 - 1.75) / Math.sqrt(3.6875), within(2e-7));
    assertThat(windows.linearFeatures()).isEqualTo(5);
    assertThat(windows.rows(new int[] {7}).toDoubleArray()).hasSize(5);
  }

  @Test
  void nothingBehindTheTrainingPartChangesTheScaling() {
    double[] changed = VALUES.clone();
    for (int t = 6; t < changed.length; t++) {
      changed[t] = 1000 * t;
    }
    Windows windows = new Windows(TimeSeries.of("x", VALUES), plan(2, false));
    Windows others = new Windows(TimeSeries.of("x", changed), plan(2, false));
    assertThat(others.standardisations()).isEqualTo(windows.standardisations());
    int[] training = {4, 5};
    assertThat(others.sequences(training).toFloatArray())
        .containsExactly(windows.sequences(training).toFloatArray());
  }

  private static Plan plan(int lag, boolean trend) {
    return new Plan(new Split(6, 8, 10), new Season(lag, ""), new Trend(trend, lag), lag, 2, 3);
  }
}
