package rnn4j.kernel;

/// Elementary functions in double precision, from `StrictMath`, whose bits are the same everywhere.
public final class DoubleMath {
  private DoubleMath() {}

  /// Returns `1 / (1 + e^-x)`.
  public static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /// Returns `ln(1 + e^x)` without overflow.
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
