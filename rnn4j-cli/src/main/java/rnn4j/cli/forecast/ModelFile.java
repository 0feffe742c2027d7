package rnn4j.cli.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import rnn4j.cli.series.TimeSeries;
import rnn4j.io.Safetensors;

/// Saves a model: all its numbers as tensors, and in words what they are for.
final class ModelFile {
  private ModelFile() {}

  static void write(Path path, Outcome outcome, TrainingOptions options) throws IOException {
    Safetensors.write(path, outcome.forecaster().state(), metadata(outcome, options));
  }

  private static Map<String, String> metadata(Outcome outcome, TrainingOptions options) {
    TimeSeries series = outcome.series();
    Plan plan = outcome.plan();
    Map<String, String> text = new TreeMap<>();
    text.put("model", "rnn4j forecast");
    text.put("column", series.column());
    text.put("inputs", String.join(",", series.inputNames()));
    text.put("step", series.axis().step().map(Object::toString).orElse(""));
    text.put("last", series.axis().label(series.length() - 1));
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
