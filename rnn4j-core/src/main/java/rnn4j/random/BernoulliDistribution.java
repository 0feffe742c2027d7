package rnn4j.random;

import java.util.Arrays;

/// Independent yes-or-no draws, each from a double, so two 32-bit draws an element.
final class BernoulliDistribution {

  /// Elements that are drawn at a time: as many as the generator makes words for.
  private static final int BLOCK = MersenneTwister.SIZE / 2;

  private BernoulliDistribution() {}

  static void fill(float[] out, double p, float yes, MersenneTwister engine) {
    long limit = limit(p);
    int bits = Float.floatToRawIntBits(yes);
    int[] draws = new int[2 * BLOCK];
    for (int from = 0; from < out.length; from += BLOCK) {
      int count = Math.min(BLOCK, out.length - from);
      engine.random(draws, 2 * count);
      for (int i = 0; i < count; i++) {
        long low53 = (draws[2 * i] & 0x1fffffL) << 32 | Integer.toUnsignedLong(draws[2 * i + 1]);
        // By the sign of a difference: at a branch the processor would guess wrong too often.
        out[from + i] = Float.intBitsToFloat(bits & (int) ((low53 - limit) >> 63));
      }
    }
  }

  static void fill(double[] out, double p, double yes, MersenneTwister engine) {
    for (int i = 0; i < out.length; i++) {
      out[i] = engine.uniformDouble() < p ? yes : 0;
    }
  }

  /// Returns the least `n` with `n * 2^-53 >= p`: comparing with it is comparing a uniform double
  /// with `p`.
  private static long limit(double p) {
    return (long) Math.ceil(p * 0x1p53);
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
