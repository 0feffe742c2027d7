package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.series.Trend;

/// Oracle: arithmetic by hand.
final class BaselinesTest {
  private static final TimeSeries SERIES = TimeSeries.of("x", 1, 5, 3, 2, 6, 4, 9);

  @Test
  void theLastValueStays() {
    double[][] forecasts = Baselines.lastValue(SERIES, 2).forecast(new int[] {1, 4});
    assertThat(forecasts).isDeepEqualTo(new double[][] {{5, 5}, {6, 6}});
  }

  @Test
  void aSeasonAgoIsRepeatedBeyondOneSeason() {
    Trend none = new Trend(false, 3);
    double[][] forecasts = Baselines.seasonAgo(SERIES, 3, none, 7).forecast(new int[] {4});
    assertThat(forecasts).isDeepEqualTo(new double[][] {{3, 2, 6, 3, 2, 6, 3}});
  }

  @Test
  void theTrendMovesItOnByWhatWasSeenUpToTheOrigin() {
    Trend trend = new Trend(true, 3);
    // Changes over three rows up to row 5: 2-1, 6-5, 4-3, so 1 per season; row 6 is not known yet.
    double[][] forecasts = Baselines.seasonAgo(SERIES, 3, trend, 4).forecast(new int[] {5});
    assertThat(forecasts).isDeepEqualTo(new double[][] {{3, 7, 5, 4}});
  }

  @Test
  void withoutASeasonTheLastValueIsMovedOn() {
    TimeSeries series = TimeSeries.of("x", 0, 1, 3, 6, 100);
    Trend trend = new Trend(true, 1);
    double[][] forecasts = Baselines.seasonAgo(series, 1, trend, 3).forecast(new int[] {3});
    assertThat(forecasts).isDeepEqualTo(new double[][] {{8, 10, 12}});
  }
}
