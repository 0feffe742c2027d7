package rnn4j.cli.forecast;

import java.util.Arrays;
import rnn4j.cli.series.TimeSeries;
import rnn4j.tensor.Tensor;

/// The simple forecast that the network starts from: for every step of the horizon a blend of what
/// simple forecasts say, with weights by least squares on the training part.
///
/// ```
/// blend(o, h) = y(o) + sum_k weight(h, k) regressor(o, h, k)
/// ```
///
/// The regressors are the value a season ago and, to tell how far the series is from its season
/// now, that of the last known row; the trend; or without a trend, the mean. Each is taken relative
/// to `y(o)`, so that all weights zero mean the last value.
final class Blend implements Forecaster {
  private final TimeSeries series;
  private final Plan plan;
  private final double[] slopes;
  private final double mean;
  private final double[][] weights; // (horizon, regressors)

  Blend(TimeSeries series, Plan plan) {
    this.series = series;
    this.plan = plan;
    this.slopes = plan.trend().slopes(series);
    var fit = new Standardisation.Fit();
    for (double value : series.values(0, plan.split().trainingRows())) {
      fit.accept(value);
    }
    this.mean = fit.standard().mean();
    this.weights = new double[plan.horizon()][];
    Origins training = plan.trainingOrigins(series);
    for (int h = 1; h <= plan.horizon(); h++) {
      weights[h - 1] = weights(training, h);
    }
  }

  /// Blends as a saved model does.
  ///
  /// @param weight `(horizon, regressors)`
  /// @param mean of the training part then
  Blend(TimeSeries series, Plan plan, Tensor weight, double mean) {
    this.series = series;
    this.plan = plan;
    this.slopes = plan.trend().slopes(series);
    this.mean = mean;
    int regressors = regressors(plan.firstOrigin(), 1).length;
    if (weight.dim() != 2 || weight.size(0) != plan.horizon() || weight.size(1) != regressors) {
      throw new IllegalArgumentException(
          "blend.weight has shape %s, expected (%d, %d)"
              .formatted(weight.shape(), plan.horizon(), regressors));
    }
    this.weights = new double[plan.horizon()][];
    for (int h = 0; h < weights.length; h++) {
      weights[h] = weight.select(0, h).toDoubleArray();
    }
  }

  /// Returns the weights, `(horizon, regressors)`.
  Tensor weight() {
    double[] flat = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(flat, weights.length, weights[0].length);
  }

  /// Returns the mean of the training part.
  double mean() {
    return mean;
  }

  private double[] regressors(int origin, int h) {
    double now = series.value(origin);
    double slow = plan.trend().present() ? h * slopes[origin] : mean - now;
    if (plan.lag() == 1) {
      return new double[] {slow};
    }
    double slope = slopes[origin];
    return new double[] {
      slow,
      Baselines.seasonAgo(series, plan.lag(), slope, origin, h) - now,
      Baselines.seasonAgo(series, plan.lag(), slope, origin, 0) - now
    };
  }

  /// Solves `(X'X + r I) w = X'y`; the ridge `r`, worth one row, decides where rows do not.
  private double[] weights(Origins training, int h) {
    int size = regressors(training.rows()[0], h).length;
    double[][] normal = new double[size][size + 1];
    int rows = 0;
    for (int origin : training.rows()) {
      if (training.hasTarget(series, origin, h)) {
        double[] x = regressors(origin, h);
        double y = series.value(origin + h) - series.value(origin);
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            normal[i][j] += x[i] * x[j];
          }
          normal[i][size] += x[i] * y;
        }
        rows++;
      }
    }
    double ridge = 0;
    for (int i = 0; i < size; i++) {
      ridge += normal[i][i] / size / Math.max(1, rows);
    }
    for (int i = 0; i < size; i++) {
      normal[i][i] += ridge;
    }
    return ridge > 0 ? LeastSquares.solve(normal) : new double[size];
  }

  @Override
  public double[][] forecast(int[] origins) {
    double[][] forecasts = new double[origins.length][plan.horizon()];
    for (int i = 0; i < origins.length; i++) {
      for (int h = 1; h <= plan.horizon(); h++) {
        double sum = series.value(origins[i]);
        double[] x = regressors(origins[i], h);
        for (int k = 0; k < x.length; k++) {
          sum += weights[h - 1][k] * x[k];
        }
        forecasts[i][h - 1] = sum;
      }
    }
    return forecasts;
  }
}
