package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of [Adam]; names and defaults are those of `torch.optim.Adam`.
///
/// @param lr learning rate, per step
/// @param beta1 how much of the mean gradient is kept in a step
/// @param beta2 how much of the mean squared gradient is kept in a step
/// @param eps added to the divisor
/// @param weightDecay factor of the parameter that is added to its gradient
/// @param amsgrad whether to divide by the largest mean square so far
/// @param maximize whether to go up the gradient instead of down
public record AdamConfig(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean amsgrad,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public AdamConfig {
    Checks.requireNotNegative("AdamConfig", "lr", lr);
    Checks.requireBelowOne("AdamConfig", "beta1", beta1);
    Checks.requireBelowOne("AdamConfig", "beta2", beta2);
    Checks.requireNotNegative("AdamConfig", "eps", eps);
    Checks.requireNotNegative("AdamConfig", "weightDecay", weightDecay);
  }

  /// Returns PyTorch's defaults: `lr=0.001, betas=(0.9, 0.999), eps=1e-8`.
  public static AdamConfig of() {
    return new AdamConfig(1e-3, 0.9, 0.999, 1e-8, 0, false, false);
  }

  /// Returns this with another learning rate.
  public AdamConfig withLr(double lr) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with other decay rates of the means.
  public AdamConfig withBetas(double beta1, double beta2) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with another term in the divisor.
  public AdamConfig withEps(double eps) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with another weight decay.
  public AdamConfig withWeightDecay(double weightDecay) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with or without AMSGrad.
  public AdamConfig withAmsgrad(boolean amsgrad) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this to go up or down the gradient.
  public AdamConfig withMaximize(boolean maximize) {
    return new AdamConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  @Override
  public OptionalDouble cycledMomentum() {
    return OptionalDouble.of(beta1);
  }

  /// Returns this with the momentum that a schedule has set.
  AdamConfig withBeta1(double beta1) {
    return withBetas(beta1, beta2);
  }
}
