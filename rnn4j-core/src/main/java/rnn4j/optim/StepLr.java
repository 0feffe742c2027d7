package rnn4j.optim;

/// Multiplies the learning rate by `gamma` every `stepSize` steps, as `StepLR`.
///
/// @param stepSize steps of the scheduler
/// @param gamma the factor
public record StepLr(int stepSize, double gamma) implements Schedule {

  /// Checks the options.
  public StepLr {
    Checks.requireAtLeastOne("StepLr", "stepSize", stepSize);
  }

  /// Returns a schedule with PyTorch's default `gamma=0.1`.
  public static StepLr of(int stepSize) {
    return new StepLr(stepSize, 0.1);
  }

  @Override
  public double lr(double initial, long t) {
    return initial * StrictMath.pow(gamma, (double) Math.floorDiv(t, stepSize));
  }
}
