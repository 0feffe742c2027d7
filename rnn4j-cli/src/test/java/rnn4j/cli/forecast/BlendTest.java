package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rnn4j.cli.series.TimeSeries;

/// Oracle: the best forecast of series made by a known rule.
final class BlendTest {

  @Test
  void ofNoiseTheMeanIsForecast() {
    var random = new SplittableRandom(3);
    double[] values = new double[1000];
    for (int t = 0; t < values.length; t++) {
      values[t] = 50 + random.nextGaussian();
    }
    // The mean of 700 values is 50 to within 3 / sqrt(700), and the last value hardly counts.
    double[] mean = new double[10];
    Arrays.fill(mean, 50);
    assertThat(forecast(values)).containsExactly(mean, within(0.3));
  }

  @Test
  void ofAWalkTheLastValueIsForecast() {
    var random = new SplittableRandom(3);
    double[] values = new double[3000];
    for (int t = 1; t < values.length; t++) {
      values[t] = values[t - 1] + random.nextGaussian();
    }
    double last = values[values.length - 1];
    double spread = Math.sqrt(values.length) * 0.5; // of a walk, so that 2 % of it is little
    assertThat(forecast(values)[0]).isCloseTo(last, within(0.02 * spread));
  }

  @Test
  void ofAPureSeasonTheSeasonIsForecast() {
    double[] values = new double[400];
    for (int t = 0; t < values.length; t++) {
      values[t] = Math.sin(2 * Math.PI * t / 8) + 0.5 * Math.cos(2 * Math.PI * t / 4);
    }
    double[] forecast = forecast(values);
    for (int h = 1; h <= forecast.length; h++) {
      assertThat(forecast[h - 1]).isCloseTo(values[400 - 8 + h - 1], within(0.01));
    }
  }

  private static double[] forecast(double[] values) {
    TimeSeries series = TimeSeries.of("x", values);
    OptionalInt none = OptionalInt.empty();
    Plan plan = Plan.of(series, new PlanOptions(none, none, none, 0.15, 0.15));
    return new Blend(series, plan).forecast(new int[] {values.length - 1})[0];
  }
}
