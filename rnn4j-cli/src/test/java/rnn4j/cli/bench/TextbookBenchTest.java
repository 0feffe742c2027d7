package rnn4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.nn.Init;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

final class TextbookBenchTest {
  private long now;

  /// Oracle: each other. They differ by the order of sums, measured 1.2e-7.
  @Test
  void contestantsComputeTheSame() {
    assertSame(Contestant.NAIVE, Contestant.FUSED);
    assertSame(Contestant.NAIVE, Contestant.BUILT_IN);
    assertSame(Contestant.PEEPHOLE, Contestant.BUILT_IN_PEEPHOLE);
  }

  private static void assertSame(Contestant one, Contestant other) {
    Tensor x = Init.uniform(Tensor.zeros(3, 20, 16), -1, 1, TorchRandom.seed(1));
    double[] expected = one.create(16).hidden().apply(x).toDoubleArray();
    double[] actual = other.create(16).hidden().apply(x).toDoubleArray();
    assertThat(actual).containsExactly(expected, within(4e-7));
  }

  /// With a clock that moves by 8 ms whenever it is read, every task takes 8 ms.
  @Test
  void tableHasALineForEachContestantAndColumnsForEachWorkload() {
    var rounds = new Rounds(() -> now += 8_000_000, Duration.ZERO, Duration.ZERO);
    var out = new StringWriter();
    var progress = new StringWriter();
    new TextbookBench(rounds, Duration.ZERO, 3, List.of(1, 2), List.of(4))
        .run(new PrintWriter(out), new PrintWriter(progress));
    assertThat(out.toString().lines().map(line -> line.replaceFirst(" {2,}.*", "")))
        .containsSubsequence(
            "forward",
            "naive, 8 products a step",
            "fused gates, 2 products",
            "peephole, 2 products",
            "built-in Lstm",
            "built-in PeepholeLstm",
            "training step",
            "naive, 8 products a step",
            "built-in PeepholeLstm");
    assertThat(out.toString()).contains("batch 1, hidden 4    batch 2, hidden 4");
    assertThat(out.toString().lines().filter(line -> line.endsWith(" 8.000     1.0x"))).hasSize(10);
    assertThat(progress.toString().lines())
        .containsExactly(
            "warming up",
            "measured: forward, batch 1, hidden 4",
            "measured: forward, batch 2, hidden 4",
            "measured: training step, batch 1, hidden 4",
            "measured: training step, batch 2, hidden 4");
  }
}
