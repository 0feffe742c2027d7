package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import rnn4j.cli.CliException;
import rnn4j.cli.series.TimeSeries;

/// Oracle: the rules as written in the options' help.
final class PlanTest {

  @Test
  void aSeasonDecidesHorizonAndWindow() {
    Plan plan = Plan.of(sine(600, 20), options());
    assertThat(plan.season().length()).isEqualTo(20);
    assertThat(plan.lag()).isEqualTo(20);
    assertThat(plan.horizon()).isEqualTo(20);
    assertThat(plan.window()).isEqualTo(40);
    assertThat(plan.firstOrigin()).isEqualTo(59);
  }

  @Test
  void shortSeriesGetShortWindowsAndHorizons() {
    Plan plan = Plan.of(sine(30, 1000), options());
    assertThat(plan.split().trainingRows()).isEqualTo(20);
    assertThat(plan.window()).isEqualTo(6);
    assertThat(plan.horizon()).isEqualTo(2);
  }

  @Test
  void theTestPartDoesNotChangeThePlan() {
    double[] values = sine(600, 20).values(0, 600);
    for (int t = 420; t < 600; t++) {
      values[t] = (t * 7919L) % 13;
    }
    assertThat(Plan.of(TimeSeries.of("x", values), options()))
        .isEqualTo(Plan.of(sine(600, 20), options()));
  }

  @Test
  void aSeasonTheTrainingPartHasSeldomServesTheBaselineOnly() {
    Plan plan = Plan.of(sine(600, 20), new PlanOptions(of(150), none(), none(), 0.15, 0.15));
    assertThat(plan.season().length()).isEqualTo(150);
    assertThat(plan.lag()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitTheSeriesIsRefused() {
    TimeSeries series = sine(100, 20);
    assertRefused(series, of(36), none(), none(), "--season is 36, expected at most 35");
    assertRefused(series, none(), of(16), none(), "--horizon is 16, expected at most 15");
    assertRefused(series, of(1), none(), of(70), "--window is 70, expected at most 62");
    Plan widest = Plan.of(series, new PlanOptions(of(1), none(), of(62), 0.15, 0.15));
    assertThat(widest.trainingOrigins(series).rows()).hasSize(7);
  }

  private static void assertRefused(
      TimeSeries series,
      OptionalInt season,
      OptionalInt horizon,
      OptionalInt window,
      String start) {
    assertThatThrownBy(() -> Plan.of(series, new PlanOptions(season, horizon, window, 0.15, 0.15)))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(start);
  }

  private static PlanOptions options() {
    return new PlanOptions(none(), none(), none(), 0.15, 0.15);
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }

  private static OptionalInt of(int value) {
    return OptionalInt.of(value);
  }

  private static TimeSeries sine(int rows, int season) {
    double[] values = new double[rows];
    for (int t = 0; t < rows; t++) {
      values[t] = Math.sin(2 * Math.PI * t / season);
    }
    return TimeSeries.of("x", values);
  }
}
