package rnn4j.cli.forecast;

import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.cli.series.TimeSeries;
import rnn4j.tensor.Tensor;

/// What the network sees of a series from an origin: for each row of the window the value relative
/// to the origin's, the change since the row before, the change since a season before, the level if
/// the series has no trend, the clock, and the further inputs. All are scaled by the training part.
final class Windows {
  private final TimeSeries series;
  private final Plan plan;
  private final Clock clock;
  private final Standardisation relative;
  private final Standardisation change;
  private final Standardisation seasonChange;
  private final Standardisation level;
  private final Standardisation[] inputs;

  Windows(TimeSeries series, Plan plan) {
    this.series = series;
    this.plan = plan;
    int training = plan.split().trainingRows();
    clock = new Clock(series.axis(), training);
    relative = fitRelative(training);
    change = fit(1, training, row -> series.value(row) - series.value(row - 1));
    seasonChange = fit(plan.lag(), training, this::seasonChange);
    level = fit(0, training, series::value);
    inputs = new Standardisation[series.inputNames().size()];
    for (int k = 0; k < inputs.length; k++) {
      int input = k;
      inputs[k] = fit(0, training, row -> series.input(input, row));
    }
  }

  /// Returns how the numbers of a row are scaled, by name.
  Map<String, Standardisation> standardisations() {
    Map<String, Standardisation> all = new LinkedHashMap<>();
    all.put("relative", relative);
    all.put("change", change);
    all.put("season_change", seasonChange);
    all.put("level", level);
    for (int k = 0; k < inputs.length; k++) {
      all.put("input." + k, inputs[k]);
    }
    return all;
  }

  /// Sees a series as a saved model does.
  ///
  /// @param saved what [#standardisations()] returned
  Windows(TimeSeries series, Plan plan, Map<String, Standardisation> saved) {
    this.series = series;
    this.plan = plan;
    clock = new Clock(series.axis(), plan.split().trainingRows());
    relative = required(saved, "relative");
    change = required(saved, "change");
    seasonChange = required(saved, "season_change");
    level = required(saved, "level");
    inputs = new Standardisation[series.inputNames().size()];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = required(saved, "input." + k);
    }
  }

  private static Standardisation required(Map<String, Standardisation> saved, String name) {
    Standardisation found = saved.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no scaling of \"" + name + "\"");
    }
    return found;
  }

  private interface AtRow {
    double value(int row);
  }

  private static Standardisation fit(int from, int to, AtRow rule) {
    var fit = new Standardisation.Fit();
    for (int row = from; row < to; row++) {
      fit.accept(rule.value(row));
    }
    return fit.standard();
  }

  private Standardisation fitRelative(int training) {
    var fit = new Standardisation.Fit();
    for (int origin = plan.window() - 1; origin < training; origin++) {
      for (int back = 1; back < plan.window(); back++) {
        fit.accept(series.value(origin - back) - series.value(origin));
      }
    }
    return fit.aroundZero();
  }

  private double seasonChange(int row) {
    return series.value(row) - series.value(row - plan.lag());
  }

  private boolean hasSeason() {
    return plan.lag() > 1;
  }

  private boolean hasLevel() {
    return !plan.trend().present();
  }

  /// Returns how many numbers describe one row.
  int features() {
    return 2 + (hasSeason() ? 1 : 0) + (hasLevel() ? 1 : 0) + clock.size() + inputs.length;
  }

  /// Returns how many numbers describe a window to the linear path.
  int linearFeatures() {
    int perRow = 1 + (hasSeason() ? 1 : 0) + inputs.length;
    return plan.window() * perRow - 1 + (hasLevel() ? 1 : 0) + clock.size();
  }

  /// Returns the windows that end with these rows, `(origins, window, features)`.
  Tensor sequences(int[] origins) {
    float[] out = new float[origins.length * plan.window() * features()];
    int at = 0;
    for (int origin : origins) {
      for (int row = origin - plan.window() + 1; row <= origin; row++) {
        out[at++] = relative(origin, row);
        out[at++] = (float) change.apply(series.value(row) - series.value(row - 1));
        if (hasSeason()) {
          out[at++] = (float) seasonChange.apply(seasonChange(row));
        }
        if (hasLevel()) {
          out[at++] = (float) level.apply(series.value(row));
        }
        at = clock.write(row, out, at);
        for (int k = 0; k < inputs.length; k++) {
          out[at++] = input(k, row);
        }
      }
    }
    return Tensor.of(out, origins.length, plan.window(), features());
  }

  /// Returns the same windows as one row each, `(origins, linearFeatures)`: what follows from the
  /// rest is left out, and what changes little is there once.
  Tensor rows(int[] origins) {
    float[] out = new float[origins.length * linearFeatures()];
    int at = 0;
    for (int origin : origins) {
      for (int row = origin - plan.window() + 1; row <= origin; row++) {
        if (row < origin) {
          out[at++] = relative(origin, row);
        }
        if (hasSeason()) {
          out[at++] = (float) seasonChange.apply(seasonChange(row));
        }
        for (int k = 0; k < inputs.length; k++) {
          out[at++] = input(k, row);
        }
      }
      if (hasLevel()) {
        out[at++] = (float) level.apply(series.value(origin));
      }
      at = clock.write(origin, out, at);
    }
    return Tensor.of(out, origins.length, linearFeatures());
  }

  private float relative(int origin, int row) {
    return (float) relative.apply(series.value(row) - series.value(origin));
  }

  private float input(int k, int row) {
    return (float) inputs[k].apply(series.input(k, row));
  }
}
