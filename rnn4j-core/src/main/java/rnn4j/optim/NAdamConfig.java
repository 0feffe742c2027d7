package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of [NAdam]; names and defaults are those of `torch.optim.NAdam`.
///
/// @param lr learning rate, per step
/// @param beta1 how much of the mean gradient is kept in a step
/// @param beta2 how much of the mean squared gradient is kept in a step
/// @param eps added to the divisor
/// @param weightDecay factor of the parameter that is added to its gradient
/// @param momentumDecay how fast the momentum grows to `beta1`
/// @param decoupledWeightDecay whether the weight decay is taken off the parameter, times `lr`, as
///   in [AdamW]
/// @param maximize whether to go up the gradient instead of down
public record NAdamConfig(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    double momentumDecay,
    boolean decoupledWeightDecay,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public NAdamConfig {
    Checks.requireNotNegative("NAdamConfig", "lr", lr);
    Checks.requireBelowOne("NAdamConfig", "beta1", beta1);
    Checks.requireBelowOne("NAdamConfig", "beta2", beta2);
    Checks.requireNotNegative("NAdamConfig", "eps", eps);
    Checks.requireNotNegative("NAdamConfig", "weightDecay", weightDecay);
    Checks.requireNotNegative("NAdamConfig", "momentumDecay", momentumDecay);
  }

  /// Returns PyTorch's defaults: `lr=0.002, betas=(0.9, 0.999), eps=1e-8, momentum_decay=0.004`.
  public static NAdamConfig of() {
    return new NAdamConfig(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false, false);
  }

  /// Returns this with another learning rate.
  public NAdamConfig withLr(double lr) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this with other decay rates of the means.
  public NAdamConfig withBetas(double beta1, double beta2) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this with another term in the divisor.
  public NAdamConfig withEps(double eps) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this with another weight decay.
  public NAdamConfig withWeightDecay(double weightDecay) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this with another growth of the momentum.
  public NAdamConfig withMomentumDecay(double momentumDecay) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this with weight decay as in AdamW or as in Adam.
  public NAdamConfig withDecoupledWeightDecay(boolean decoupledWeightDecay) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  /// Returns this to go up or down the gradient.
  public NAdamConfig withMaximize(boolean maximize) {
    return new NAdamConfig(
        lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
  }

  @Override
  public OptionalDouble cycledMomentum() {
    return OptionalDouble.of(beta1);
  }
}
