package rnn4j.cli.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import rnn4j.cli.CliException;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.series.Season;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.series.Trend;
import rnn4j.io.Safetensors;

/// A model in a file: all its numbers as tensors, and in words what they are for.
final class ModelFile {
  static final String KIND = "rnn4j forecast";

  private ModelFile() {}

  static void write(Path path, Outcome outcome, TrainingOptions options) throws IOException {
    Safetensors.write(path, outcome.forecaster().state(), metadata(outcome, options));
  }

  /// Returns the plan by which a saved model sees another series.
  ///
  /// @throws CliException if the file is damaged, or the series has too few rows
  static Plan plan(ModelTexts file, TimeSeries series) {
    int horizon = file.number("horizon", 1, 1 << 20);
    int season = file.number("season", 1, 1 << 20);
    var plan =
        new Plan(
            new Split(
                file.number("training_rows", 1, Integer.MAX_VALUE),
                series.length(),
                series.length()),
            new Season(season, "as saved"),
            new Trend(Boolean.parseBoolean(file.text("trend")), season),
            file.number("lag", 1, 1 << 20),
            horizon,
            file.number("window", 1, 1 << 20));
    if (series.length() <= plan.firstOrigin()) {
      throw new CliException(
          "%s: has %d rows, expected at least %d: a window of %d rows%s"
              .formatted(
                  series.source(),
                  series.length(),
                  plan.firstOrigin() + 1,
                  plan.window(),
                  plan.lag() > 1 ? " and a season of %d before it".formatted(plan.lag()) : ""));
    }
    return plan;
  }

  /// Returns a saved model that sees another series.
  ///
  /// @throws CliException if the file is damaged
  static LstmForecaster forecaster(ModelTexts file, TimeSeries series, Plan plan) {
    try {
      return new LstmForecaster(
          series,
          plan,
          file.number("hidden_size", 1, 1 << 16),
          file.number("num_layers", 1, 64),
          file.tensors());
    } catch (IllegalArgumentException e) {
      throw new CliException(file.path() + ": does not fit: " + e.getMessage());
    }
  }

  private static Map<String, String> metadata(Outcome outcome, TrainingOptions options) {
    TimeSeries series = outcome.series();
    Plan plan = outcome.plan();
    Map<String, String> text = new TreeMap<>();
    text.put("model", KIND);
    text.put("column", series.column());
    text.put("inputs", String.join(",", series.inputNames()));
    text.put("step", series.axis().step().map(Object::toString).orElse(""));
    text.put("last", series.axis().label(series.length() - 1));
    text.put("training_rows", Integer.toString(plan.split().trainingRows()));
    text.put("window", Integer.toString(plan.window()));
    text.put("horizon", Integer.toString(plan.horizon()));
    text.put("season", Integer.toString(plan.season().length()));
    text.put("lag", Integer.toString(plan.lag()));
    text.put("trend", Boolean.toString(plan.trend().present()));
    text.put("hidden_size", Integer.toString(options.hiddenSize()));
    text.put("num_layers", Integer.toString(options.layers()));
    text.put("seed", Long.toString(options.seed()));
    return text;
  }
}
