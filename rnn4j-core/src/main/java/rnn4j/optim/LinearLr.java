package rnn4j.optim;

/// Takes the factor of the learning rate from one value to another on a straight line, as
/// `LinearLR`: a warm-up, or a fall.
///
/// @param startFactor at step 0, more than 0 and at most 1
/// @param endFactor from step `totalIters` on, in `[0, 1]`
/// @param totalIters how many steps the way takes
public record LinearLr(double startFactor, double endFactor, int totalIters) implements Schedule {

  /// Checks the options.
  public LinearLr {
    Checks.requireShare("LinearLr", "startFactor", startFactor);
    Checks.requireShare("LinearLr", "endFactor", endFactor);
    Checks.requireAtLeastOne("LinearLr", "totalIters", totalIters);
    if (startFactor == 0) {
      throw new IllegalArgumentException("LinearLr: startFactor is 0.0, expected more than 0");
    }
  }

  /// Returns PyTorch's defaults: from a third to all in five steps.
  public static LinearLr of() {
    return new LinearLr(1.0 / 3, 1, 5);
  }

  /// Returns a warm-up from a thousandth of the learning rate.
  public static LinearLr warmUp(int steps) {
    return new LinearLr(1e-3, 1, steps);
  }

  @Override
  public double lr(double initial, long t) {
    double way = (double) Math.min(t, totalIters) / totalIters;
    return initial * (startFactor + (endFactor - startFactor) * way);
  }
}
