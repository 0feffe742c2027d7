package rnn4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayerBenchTest {
  private long now;

  /// With a clock that moves by 8 ms whenever it is read, every task takes 8 ms.
  @Test
  void tableHasStepsAndOperationsASecond() {
    var rounds = new Rounds(() -> now += 8_000_000, Duration.ZERO, Duration.ZERO);
    var out = new StringWriter();
    var progress = new StringWriter();
    new LayerBench(rounds, Duration.ZERO, List.of(8))
        .run(new PrintWriter(out), new PrintWriter(progress));
    assertThat(out.toString().lines().skip(3).map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            " | hidden | microseconds | steps/s | GFLOP/s",
            "one step of a stream | 8 | 8000.0 | 125 | 0.0",
            "one sequence of 100 steps | 8 | 8000.0 | 12500 | 0.0",
            "32 sequences of 100 steps | 8 | 8000.0 | 400000 | 0.4",
            "training on 32 such sequences | 8 | 8000.0 | 400000 | 1.2");
    assertThat(progress.toString().lines()).containsExactly("warming up", "measured: hidden 8");
  }
}
