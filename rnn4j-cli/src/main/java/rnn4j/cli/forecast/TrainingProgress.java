package rnn4j.cli.forecast;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Shows how training goes: a bar that is drawn over itself where there is a terminal, otherwise a
/// line for each epoch.
final class TrainingProgress implements Consumer<EpochLoss> {
  private static final int BAR = 24;

  private final PrintWriter out;
  private final boolean terminal;
  private final int epochs;
  private final LongSupplier nanos;
  private final long start;
  private double best;
  private int bestEpoch;

  /// Begins to show a training.
  ///
  /// @param epochs how many there may be at most
  /// @param nanos the clock
  TrainingProgress(PrintWriter out, boolean terminal, int epochs, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.epochs = epochs;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  @Override
  public void accept(EpochLoss now) {
    if (now.epoch() == 0 || now.validation() < best) {
      best = now.validation();
      bestEpoch = now.epoch();
    }
    if (now.epoch() == 0) {
      return;
    }
    String losses =
        String.format(
            Locale.ROOT,
            "loss %.4f  validation %.4f (best %.4f in epoch %d)  %s left",
            now.training(),
            now.validation(),
            best,
            bestEpoch,
            "at most " + left(now.epoch()));
    if (terminal) {
      int done = (int) Math.round((double) BAR * now.epoch() / epochs);
      String bar = "#".repeat(done) + ".".repeat(BAR - done);
      out.printf("\r\u001b[K%d/%d [%s] %s", now.epoch(), epochs, bar, losses);
    } else {
      out.printf("epoch %d/%d  %s%n", now.epoch(), epochs, losses);
    }
    out.flush();
  }

  /// Ends the bar's line.
  void end() {
    if (terminal) {
      out.println();
    }
  }

  /// As if training went to the last epoch; it mostly stops before.
  private String left(int epoch) {
    double seconds = (nanos.getAsLong() - start) * 1e-9 / epoch * (epochs - epoch);
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return left.toMinutes() > 0
        ? "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart())
        : left.toSeconds() + " s";
  }
}
