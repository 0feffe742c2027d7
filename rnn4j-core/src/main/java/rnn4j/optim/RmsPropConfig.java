package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of [RmsProp]; names and defaults are those of `torch.optim.RMSprop`.
///
/// @param lr learning rate, per step
/// @param alpha how much of the mean squared gradient is kept in a step
/// @param eps added to the divisor
/// @param weightDecay factor of the parameter that is added to its gradient
/// @param momentum share of the last step's direction in the next one
/// @param centered whether to divide by the standard deviation of the gradient
/// @param maximize whether to go up the gradient instead of down
public record RmsPropConfig(
    double lr,
    double alpha,
    double eps,
    double weightDecay,
    double momentum,
    boolean centered,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public RmsPropConfig {
    Checks.requireNotNegative("RmsPropConfig", "lr", lr);
    Checks.requireNotNegative("RmsPropConfig", "alpha", alpha);
    Checks.requireNotNegative("RmsPropConfig", "eps", eps);
    Checks.requireNotNegative("RmsPropConfig", "weightDecay", weightDecay);
    Checks.requireNotNegative("RmsPropConfig", "momentum", momentum);
  }

  /// Returns PyTorch's defaults: `lr=0.01, alpha=0.99, eps=1e-8`.
  public static RmsPropConfig of() {
    return new RmsPropConfig(1e-2, 0.99, 1e-8, 0, 0, false, false);
  }

  /// Returns this with another learning rate.
  public RmsPropConfig withLr(double lr) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this with another decay rate of the mean.
  public RmsPropConfig withAlpha(double alpha) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this with another term in the divisor.
  public RmsPropConfig withEps(double eps) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this with another weight decay.
  public RmsPropConfig withWeightDecay(double weightDecay) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this with another momentum.
  public RmsPropConfig withMomentum(double momentum) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this centered or not.
  public RmsPropConfig withCentered(boolean centered) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  /// Returns this to go up or down the gradient.
  public RmsPropConfig withMaximize(boolean maximize) {
    return new RmsPropConfig(lr, alpha, eps, weightDecay, momentum, centered, maximize);
  }

  @Override
  public OptionalDouble cycledMomentum() {
    return OptionalDouble.of(momentum);
  }
}
