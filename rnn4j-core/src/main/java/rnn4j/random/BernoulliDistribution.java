package rnn4j.random;

import java.util.Arrays;

/// Independent yes-or-no draws, each from a double, so two 32-bit draws an element.
final class BernoulliDistribution {

  private BernoulliDistribution() {}

  static void fill(float[] out, double p, float yes, MersenneTwister engine) {
    for (int i = 0; i < out.length; i++) {
      out[i] = engine.uniformDouble() < p ? yes : 0;
    }
  }

  static void fill(double[] out, double p, double yes, MersenneTwister engine) {
    for (int i = 0; i < out.length; i++) {
      out[i] = engine.uniformDouble() < p ? yes : 0;
    }
  }

  /// PyTorch draws nothing when everything is kept or everything is dropped.
  static void keepMask(float[] out, double p, MersenneTwister engine) {
    if (p == 0 || p == 1) {
      Arrays.fill(out, p == 0 ? 1 : 0);
    } else {
      fill(out, 1 - p, 1 / (float) (1 - p), engine);
    }
  }

  static void keepMask(double[] out, double p, MersenneTwister engine) {
    if (p == 0 || p == 1) {
      Arrays.fill(out, p == 0 ? 1 : 0);
    } else {
      fill(out, 1 - p, 1 / (1 - p), engine);
    }
  }

  static void checkProbability(String where, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "%s: p is %s, expected a probability in [0, 1]".formatted(where, p));
    }
  }
}
