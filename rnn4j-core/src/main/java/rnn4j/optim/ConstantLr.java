package rnn4j.optim;

/// Multiplies the learning rate by a factor for the first steps, as `ConstantLR`.
///
/// @param factor in `[0, 1]`
/// @param totalIters how many steps
public record ConstantLr(double factor, int totalIters) implements Schedule {

  /// Checks the options.
  public ConstantLr {
    Checks.requireShare("ConstantLr", "factor", factor);
  }

  /// Returns PyTorch's defaults: a third for five steps.
  public static ConstantLr of() {
    return new ConstantLr(1.0 / 3, 5);
  }

  @Override
  public double lr(double initial, long t) {
    return t < totalIters ? initial * factor : initial;
  }
}
