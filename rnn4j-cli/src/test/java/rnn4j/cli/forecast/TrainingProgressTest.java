package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Oracle: the lines written out by hand, with a clock that is set by hand.
final class TrainingProgressTest {

  @Test
  void withoutATerminalEachEpochIsALine() {
    assertThat(shown(false))
        .isEqualTo(
            """
            epoch 1/50  loss 0.5000  validation 0.9000 (best 0.9000 in epoch 1)  at most 1 min 38 s left
            epoch 2/50  loss 0.4000  validation 1.2500 (best 0.9000 in epoch 1)  at most 1 min 36 s left
            """);
  }

  @Test
  void onATerminalABarIsDrawnOverItself() {
    assertThat(shown(true))
        .isEqualTo(
            "\r\u001b[K1/50 [........................] loss 0.5000  validation 0.9000 (best 0.9000 in"
                + " epoch 1)  at most 1 min 38 s left"
                + "\r\u001b[K2/50 [#.......................] loss 0.4000  validation 1.2500 (best"
                + " 0.9000 in epoch 1)  at most 1 min 36 s left\n");
  }

  private static String shown(boolean terminal) {
    var out = new StringWriter();
    var seconds = new AtomicLong();
    var progress =
        new TrainingProgress(
            new PrintWriter(out), terminal, 50, () -> seconds.get() * 1_000_000_000L);
    progress.accept(new EpochLoss(0, Double.NaN, 1));
    seconds.set(2);
    progress.accept(new EpochLoss(1, 0.5, 0.9));
    seconds.set(4);
    progress.accept(new EpochLoss(2, 0.4, 1.25));
    progress.end();
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
