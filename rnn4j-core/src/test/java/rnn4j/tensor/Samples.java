package rnn4j.tensor;

import java.util.SplittableRandom;

/// Tensors to test with: the same numbers for the same seed.
public final class Samples {
  private Samples() {}

  /// Returns values of `[-1, 1)` in double precision.
  public static Tensor uniform(long seed, int... shape) {
    return uniform(DType.FLOAT64, seed, shape);
  }

  /// Returns values of `[-1, 1)`.
  public static Tensor uniform(DType dtype, long seed, int... shape) {
    return between(dtype, seed, -1, 1, shape);
  }

  /// Returns values of `[from, to)`.
  public static Tensor between(DType dtype, long seed, double from, double to, int... shape) {
    var random = new SplittableRandom(seed);
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < tensor.numel(); i++) {
      tensor.data().set(i, random.nextDouble(from, to));
    }
    return tensor;
  }

  /// Returns indices of `[0, bound)`.
  public static Indices indices(long seed, int bound, int... shape) {
    var random = new SplittableRandom(seed);
    int[] values = random.ints(Shape.of(shape).numel(), 0, bound).toArray();
    return Indices.of(values, shape);
  }
}
