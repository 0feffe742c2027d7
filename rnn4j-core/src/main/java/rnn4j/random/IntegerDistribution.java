package rnn4j.random;

/// Integers of a range and permutations, both by the remainder of a draw, as PyTorch makes them.
final class IntegerDistribution {

  /// From this many numbers on, PyTorch takes the remainder of 64 bits instead of 32.
  private static final long WIDE_RANGE = 1L << 28;

  /// From this length on, PyTorch permutes with another algorithm.
  private static final int LONG_PERMUTATION = (int) (0xffffffffL / 20);

  private IntegerDistribution() {}

  static void fill(long[] out, long from, long to, MersenneTwister engine) {
    if (from >= to) {
      throw new IllegalArgumentException(
          "TorchRandom.randint: from is %d and to is %d, expected from < to".formatted(from, to));
    }
    long range = to - from; // unsigned: the widest range does not fit a signed long
    boolean wide = Long.compareUnsigned(range, WIDE_RANGE) >= 0;
    for (int i = 0; i < out.length; i++) {
      long draw = wide ? engine.random64() : Integer.toUnsignedLong(engine.random());
      out[i] = Long.remainderUnsigned(draw, range) + from;
    }
  }

  /// Fisher-Yates from the front: position `i` takes one of the `n - i` numbers still left.
  static int[] permutation(int n, MersenneTwister engine) {
    if (n < 0 || n >= LONG_PERMUTATION) {
      throw new IllegalArgumentException(
          "TorchRandom.randperm: n is %d, expected 0 <= n < %d".formatted(n, LONG_PERMUTATION));
    }
    int[] permutation = new int[n];
    for (int i = 0; i < n; i++) {
      permutation[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int chosen = i + Integer.remainderUnsigned(engine.random(), n - i);
      int swapped = permutation[i];
      permutation[i] = permutation[chosen];
      permutation[chosen] = swapped;
    }
    return permutation;
  }
}
