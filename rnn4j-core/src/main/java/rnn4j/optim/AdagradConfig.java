package rnn4j.optim;

/// The options of [Adagrad]; names and defaults are those of `torch.optim.Adagrad`.
///
/// @param lr learning rate, per step
/// @param lrDecay how fast the learning rate falls
/// @param weightDecay factor of the parameter that is added to its gradient
/// @param initialAccumulatorValue the sum of squares at first
/// @param eps added to the divisor
/// @param maximize whether to go up the gradient instead of down
public record AdagradConfig(
    double lr,
    double lrDecay,
    double weightDecay,
    double initialAccumulatorValue,
    double eps,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public AdagradConfig {
    Checks.requireNotNegative("AdagradConfig", "lr", lr);
    Checks.requireNotNegative("AdagradConfig", "lrDecay", lrDecay);
    Checks.requireNotNegative("AdagradConfig", "weightDecay", weightDecay);
    Checks.requireNotNegative("AdagradConfig", "initialAccumulatorValue", initialAccumulatorValue);
    Checks.requireNotNegative("AdagradConfig", "eps", eps);
  }

  /// Returns PyTorch's defaults: `lr=0.01, eps=1e-10`.
  public static AdagradConfig of() {
    return new AdagradConfig(1e-2, 0, 0, 0, 1e-10, false);
  }

  /// Returns this with another learning rate.
  public AdagradConfig withLr(double lr) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }

  /// Returns this with another fall of the learning rate.
  public AdagradConfig withLrDecay(double lrDecay) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }

  /// Returns this with another weight decay.
  public AdagradConfig withWeightDecay(double weightDecay) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }

  /// Returns this with another first sum of squares.
  public AdagradConfig withInitialAccumulatorValue(double initialAccumulatorValue) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }

  /// Returns this with another term in the divisor.
  public AdagradConfig withEps(double eps) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }

  /// Returns this to go up or down the gradient.
  public AdagradConfig withMaximize(boolean maximize) {
    return new AdagradConfig(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
  }
}
