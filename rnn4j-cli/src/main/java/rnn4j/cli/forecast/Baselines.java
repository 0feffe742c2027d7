package rnn4j.cli.forecast;

import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.series.Trend;

/// The two simple forecasts that a model must beat to be worth its while.
final class Baselines {
  private Baselines() {}

  /// Forecasts that everything stays as it is: `y(o + h) = y(o)`.
  static Forecaster lastValue(TimeSeries series, int horizon) {
    return each(horizon, (origin, h) -> series.value(origin));
  }

  /// Forecasts what was one season before, moved on by the trend if there is one: `y(o + h) = y(o +
  /// h - k s) + k s slope(o)` with the season `s` and the fewest seasons `k` that lead back to a
  /// known row. Without a season, that is the last value moved on by the trend.
  static Forecaster seasonAgo(TimeSeries series, int season, Trend trend, int horizon) {
    double[] slopes = trend.slopes(series);
    return each(horizon, (origin, h) -> seasonAgo(series, season, slopes[origin], origin, h));
  }

  /// Returns the value a season before row `origin + h`, moved on by the slope; `h` may be 0.
  static double seasonAgo(TimeSeries series, int season, double slope, int origin, int h) {
    int back = Math.max(1, Math.ceilDiv(h, season)) * season;
    return season == 1
        ? series.value(origin) + h * slope
        : series.value(origin + h - back) + back * slope;
  }

  private interface Rule {
    double at(int origin, int h);
  }

  private static Forecaster each(int horizon, Rule rule) {
    return origins -> {
      double[][] forecasts = new double[origins.length][horizon];
      for (int i = 0; i < origins.length; i++) {
        for (int h = 1; h <= horizon; h++) {
          forecasts[i][h - 1] = rule.at(origins[i], h);
        }
      }
      return forecasts;
    };
  }
}
