package rnn4j.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import rnn4j.random.TorchRandom;

/// Oracle: the probabilities of a softmax of four scores.
final class SamplingTest {
  private static final float[] SCORES = {
    (float) Math.log(0.1), (float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.1)
  };

  @Test
  void symbolsAreDrawnByTheirProbabilities() {
    assertThat(shares(new Sampling(1, 0, 1), -1))
        .containsExactly(new double[] {0.1, 0.5, 0.3, 0.1}, within(0.02));
    // p^2 / sum of p^2
    assertThat(shares(new Sampling(0.5, 0, 1), -1))
        .containsExactly(new double[] {1 / 36.0, 25 / 36.0, 9 / 36.0, 1 / 36.0}, within(0.02));
  }

  @Test
  void fewerMayBeDrawn() {
    assertThat(shares(new Sampling(1, 2, 1), -1))
        .containsExactly(new double[] {0, 0.625, 0.375, 0}, within(0.02));
    assertThat(shares(new Sampling(1, 0, 0.7), -1))
        .containsExactly(new double[] {0, 0.625, 0.375, 0}, within(0.02));
    assertThat(shares(new Sampling(1, 0, 1e-9), -1)).containsExactly(0, 1, 0, 0);
    assertThat(shares(new Sampling(0, 0, 1), -1)).containsExactly(0, 1, 0, 0);
    assertThat(shares(new Sampling(0, 0, 1), 1)).containsExactly(0, 0, 1, 0);
    assertThat(shares(new Sampling(1, 0, 1), 1))
        .containsExactly(new double[] {0.2, 0, 0.6, 0.2}, within(0.02));
  }

  private static double[] shares(Sampling sampling, int excluded) {
    TorchRandom random = TorchRandom.seed(1);
    double[] shares = new double[4];
    for (int i = 0; i < 10000; i++) {
      shares[sampling.draw(SCORES, excluded, random)] += 1e-4;
    }
    return java.util.Arrays.stream(shares).map(s -> Math.round(s * 1e4) / 1e4).toArray();
  }
}
