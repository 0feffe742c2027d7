package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of [AdamW]; names and defaults are those of `torch.optim.AdamW`.
///
/// @param lr learning rate, per step
/// @param beta1 how much of the mean gradient is kept in a step
/// @param beta2 how much of the mean squared gradient is kept in a step
/// @param eps added to the divisor
/// @param weightDecay share of the parameter, times `lr`, that is taken off in a step
/// @param amsgrad whether to divide by the largest mean square so far
/// @param maximize whether to go up the gradient instead of down
public record AdamWConfig(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean amsgrad,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public AdamWConfig {
    Checks.requireNotNegative("AdamWConfig", "lr", lr);
    Checks.requireBelowOne("AdamWConfig", "beta1", beta1);
    Checks.requireBelowOne("AdamWConfig", "beta2", beta2);
    Checks.requireNotNegative("AdamWConfig", "eps", eps);
    Checks.requireNotNegative("AdamWConfig", "weightDecay", weightDecay);
  }

  /// Returns PyTorch's defaults: `lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01`.
  public static AdamWConfig of() {
    return new AdamWConfig(1e-3, 0.9, 0.999, 1e-8, 0.01, false, false);
  }

  /// Returns this with another learning rate.
  public AdamWConfig withLr(double lr) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with other decay rates of the means.
  public AdamWConfig withBetas(double beta1, double beta2) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with another term in the divisor.
  public AdamWConfig withEps(double eps) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with another weight decay.
  public AdamWConfig withWeightDecay(double weightDecay) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this with or without AMSGrad.
  public AdamWConfig withAmsgrad(boolean amsgrad) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns this to go up or down the gradient.
  public AdamWConfig withMaximize(boolean maximize) {
    return new AdamWConfig(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /// Returns what is left to Adam's own step.
  AdamConfig undecayed() {
    return new AdamConfig(lr, beta1, beta2, eps, 0, amsgrad, maximize);
  }

  @Override
  public OptionalDouble cycledMomentum() {
    return OptionalDouble.of(beta1);
  }
}
