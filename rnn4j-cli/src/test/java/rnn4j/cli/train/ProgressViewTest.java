package rnn4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import rnn4j.train.Evaluated;
import rnn4j.train.Evaluation;
import rnn4j.train.TrainingStep;

/// Oracle: the lines written out by hand, with a clock that is set by hand.
final class ProgressViewTest {

  @Test
  void withoutATerminalEachMeasurementIsALine() {
    assertThat(shown(false))
        .isEqualTo(
            """
            before training  validation 1.0000 (best)
            epoch 1/50  step 2  loss 0.5000  validation 0.9000  accuracy 0.7500 (best)  10 words/s  at most 1 min 38 s left
            """);
  }

  @Test
  void onATerminalABarIsDrawnOverItself() {
    assertThat(shown(true))
        .isEqualTo(
            """
            \r\u001b[Kbefore training  validation 1.0000 (best)
            \r\u001b[Kepoch 1/50 [############............] step 1  loss 0.6000  10 words/s  at most 1 min 39 s left\
            \r\u001b[Kepoch 1/50 [########################] step 2  loss 0.5960  10 words/s  at most 1 min 38 s left\
            \r\u001b[Kepoch 1/50  step 2  loss 0.5000  validation 0.9000  accuracy 0.7500 (best)  10 words/s  at most 1 min 38 s left
            \r\u001b[K\
            """);
  }

  @Test
  void aLimitOfStepsMayComeBeforeTheLastEpoch() {
    assertThat(shown(false, 7)).contains("10 words/s  at most 5 s left\n");
  }

  private static String shown(boolean terminal) {
    return shown(terminal, 0);
  }

  /// Two steps of a second each make an epoch.
  private static String shown(boolean terminal, long mostSteps) {
    var out = new StringWriter();
    var seconds = new AtomicLong();
    var view =
        new ProgressView(
            new PrintWriter(out),
            terminal,
            () -> seconds.get() * 1_000_000_000L,
            "words",
            50,
            OptionalLong.of(2),
            mostSteps);
    view.evaluated(new Evaluated(0, 0, Double.NaN, Evaluation.of(1), true));
    seconds.set(1);
    view.step(new TrainingStep(1, 1, 0.6, 1, 0.01, 10));
    seconds.set(2);
    view.step(new TrainingStep(1, 2, 0.4, 1, 0.01, 10));
    view.evaluated(new Evaluated(1, 2, 0.5, Evaluation.of(0.9).with("accuracy", 0.75), true));
    view.end();
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
