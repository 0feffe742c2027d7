package rnn4j.cli.train;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import rnn4j.train.Evaluated;
import rnn4j.train.TrainingListener;
import rnn4j.train.TrainingStep;

/// Shows how training goes: a bar that is drawn over itself where there is a terminal, and a line
/// for each measurement.
final class ProgressView implements TrainingListener {
  private static final int BAR = 24;
  private static final double SMOOTHING = 0.98;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final String unit;
  private final long epochs;
  private final OptionalLong stepsPerEpoch;
  private final long mostSteps;
  private final long start;
  private long drawn;
  private long firstStep = -1;
  private double targets;
  private double loss = Double.NaN;

  /// Begins to show a training.
  ///
  /// @param nanos the clock
  /// @param unit what is counted, in the plural
  /// @param mostSteps at which training ends before its last epoch; 0 if there is no limit
  ProgressView(
      PrintWriter out,
      boolean terminal,
      LongSupplier nanos,
      String unit,
      long epochs,
      OptionalLong stepsPerEpoch,
      long mostSteps) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.unit = unit;
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.mostSteps = mostSteps;
    this.start = nanos.getAsLong();
    this.drawn = start;
  }

  @Override
  public void step(TrainingStep step) {
    if (firstStep < 0) {
      firstStep = step.step() - 1;
    }
    targets += step.targets();
    loss = Double.isNaN(loss) ? step.loss() : SMOOTHING * loss + (1 - SMOOTHING) * step.loss();
    long now = nanos.getAsLong();
    if (terminal && now - drawn >= REDRAW_NANOS) {
      drawn = now;
      out.print("\r\u001b[K" + bar(step) + losses(step) + speed(now) + left(step.step(), now));
      out.flush();
    }
  }

  private String bar(TrainingStep step) {
    String head = "epoch %d/%d ".formatted(step.epoch(), epochs);
    if (stepsPerEpoch.isEmpty()) {
      return head;
    }
    long perEpoch = stepsPerEpoch.getAsLong();
    double share =
        Math.clamp((double) (step.step() - (step.epoch() - 1) * perEpoch) / perEpoch, 0, 1);
    int done = (int) Math.round(BAR * share);
    return head + "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] ";
  }

  private String losses(TrainingStep step) {
    return String.format(Locale.ROOT, "step %d  loss %.4f", step.step(), loss);
  }

  private String speed(long now) {
    double seconds = (now - start) * 1e-9;
    return String.format(Locale.ROOT, "  %,.0f %s/s", targets / seconds, unit);
  }

  /// As if training went to the last epoch; it may stop before.
  private String left(long step, long now) {
    if (stepsPerEpoch.isEmpty() || step <= firstStep) {
      return "";
    }
    double perStep = (now - start) * 1e-9 / (step - firstStep);
    double most = (double) epochs * stepsPerEpoch.getAsLong();
    double steps = (mostSteps > 0 ? Math.min(most, (double) mostSteps) : most) - step;
    Duration left = Duration.ofSeconds(Math.round(Math.max(0, perStep * steps)));
    String text =
        left.toHours() > 0
            ? "%d h %d min".formatted(left.toHours(), left.toMinutesPart())
            : left.toMinutes() > 0
                ? "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart())
                : left.toSeconds() + " s";
    return "  at most " + text + " left";
  }

  @Override
  public void evaluated(Evaluated evaluated) {
    long now = nanos.getAsLong();
    String metrics =
        evaluated.evaluation().metrics().entrySet().stream()
            .map(ProgressView::metric)
            .collect(Collectors.joining());
    out.printf(
        Locale.ROOT,
        "%s%s  validation %.4f%s%s%s%n",
        terminal ? "\r\u001b[K" : "",
        when(evaluated),
        evaluated.evaluation().loss(),
        metrics,
        evaluated.best() ? " (best)" : "",
        evaluated.step() == 0 ? "" : speed(now) + left(evaluated.step(), now));
    out.flush();
  }

  private String when(Evaluated evaluated) {
    return evaluated.step() == 0
        ? "before training"
        : String.format(
            Locale.ROOT,
            "epoch %d/%d  step %d  loss %.4f",
            evaluated.epoch(),
            epochs,
            evaluated.step(),
            evaluated.trainingLoss());
  }

  private static String metric(Map.Entry<String, Double> metric) {
    return String.format(Locale.ROOT, "  %s %.4f", metric.getKey(), metric.getValue());
  }

  /// Ends the bar's line.
  void end() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
