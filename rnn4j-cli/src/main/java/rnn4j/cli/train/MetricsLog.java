package rnn4j.cli.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.OutputFolder;
import rnn4j.train.Checkpoint;
import rnn4j.train.Evaluated;
import rnn4j.train.TrainingListener;
import rnn4j.train.TrainingStep;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The numbers of a run, a line of JSON each: the mean training loss of some steps, and what was
/// measured. They are in the file alone. A run that is resumed goes on after its checkpoint; lines
/// after that are dropped.
final class MetricsLog implements TrainingListener {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RunFolder folder;
  private final long stepsPerLine;
  private double lossSum;
  private long steps;

  /// Begins a log, or goes on with one.
  ///
  /// @param step of the checkpoint, where there is one
  /// @param stepsPerLine steps whose losses make a line
  MetricsLog(RunFolder folder, long step, long stepsPerLine) {
    this.folder = folder;
    this.stepsPerLine = stepsPerLine;
    folder
        .checkpoint()
        .map(checkpoint -> checkpoint.part("log"))
        .ifPresent(checkpoint -> {
          lossSum = checkpoint.real("loss_sum");
          steps = checkpoint.number("steps");
        });
    boolean goesOn = folder.checkpoint().isPresent();
    folder.write(
        RunFolder.METRICS,
        out -> {
          if (goesOn) {
            read(line -> {
              if (number(line, "step") <= step) {
                out.write(JSON.writeValueAsString(line) + "\n");
              }
            });
          }
        });
  }

  /// Takes a line.
  private interface LineReader {
    void accept(Map<String, Object> line) throws IOException;
  }

  private void read(LineReader to) throws IOException {
    if (!Files.exists(folder.file(RunFolder.METRICS))) {
      return;
    }
    try (BufferedReader reader = Files.newBufferedReader(folder.file(RunFolder.METRICS))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        to.accept(JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
      }
    } catch (JacksonException e) {
      return; // the program was killed while it wrote the last line
    }
  }

  @Override
  public void step(TrainingStep step) {
    lossSum += step.loss();
    steps++;
    if (step.step() % stepsPerLine == 0) {
      var line = new LinkedHashMap<String, Object>();
      line.put("epoch", step.epoch());
      line.put("step", step.step());
      line.put("training_loss", lossSum / steps);
      line.put("learning_rate", step.lr());
      add(line);
      lossSum = 0;
      steps = 0;
    }
  }

  @Override
  public void evaluated(Evaluated evaluated) {
    var line = new LinkedHashMap<String, Object>();
    line.put("epoch", evaluated.epoch());
    line.put("step", evaluated.step());
    line.put("validation_loss", finite(evaluated.evaluation().loss()));
    evaluated.evaluation().metrics().forEach((name, value) -> line.put(name, finite(value)));
    line.put("best", evaluated.best());
    add(line);
  }

  /// JSON has no NaN.
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void add(Map<String, Object> line) {
    try {
      Files.writeString(
          folder.file(RunFolder.METRICS),
          JSON.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder.folder(), e);
    }
  }

  /// Returns what is not yet in a line.
  Checkpoint checkpoint() {
    return Checkpoint.ofTexts(
        Map.of("loss_sum", Double.toHexString(lossSum), "steps", Long.toString(steps)));
  }

  /// Returns the points of a curve, `{step, value}` each: the lines that have this number.
  List<double[]> curve(String name) {
    var curve = new Curve();
    try {
      read(line -> {
        if (line.get(name) instanceof Number value) {
          curve.add(number(line, "step"), value.doubleValue());
        }
      });
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder.folder(), e);
    }
    return curve.points();
  }

  private static double number(Map<String, Object> line, String name) {
    return line.get(name) instanceof Number number ? number.doubleValue() : 0;
  }
}
