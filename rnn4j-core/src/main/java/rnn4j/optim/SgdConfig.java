package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of [Sgd]; names and defaults are those of `torch.optim.SGD`.
///
/// @param lr learning rate, per step
/// @param momentum share of the last step's direction in the next one
/// @param dampening share of the gradient that is left out of the momentum
/// @param weightDecay factor of the parameter that is added to its gradient
/// @param nesterov whether to look ahead along the momentum
/// @param maximize whether to go up the gradient instead of down
public record SgdConfig(
    double lr,
    double momentum,
    double dampening,
    double weightDecay,
    boolean nesterov,
    boolean maximize)
    implements OptimizerConfig {

  /// Checks the options.
  public SgdConfig {
    Checks.requireNotNegative("SgdConfig", "lr", lr);
    Checks.requireNotNegative("SgdConfig", "momentum", momentum);
    Checks.requireNotNegative("SgdConfig", "weightDecay", weightDecay);
    if (nesterov && (momentum <= 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "SgdConfig: nesterov with momentum "
              + momentum
              + " and dampening "
              + dampening
              + ", expected a momentum above 0 and no dampening");
    }
  }

  /// Returns PyTorch's defaults: a learning rate of 0.001 and nothing else.
  public static SgdConfig of() {
    return new SgdConfig(1e-3, 0, 0, 0, false, false);
  }

  /// Returns this with another learning rate.
  public SgdConfig withLr(double lr) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  /// Returns this with another momentum.
  public SgdConfig withMomentum(double momentum) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  /// Returns this with another dampening.
  public SgdConfig withDampening(double dampening) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  /// Returns this with another weight decay.
  public SgdConfig withWeightDecay(double weightDecay) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  /// Returns this with or without Nesterov's momentum.
  public SgdConfig withNesterov(boolean nesterov) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  /// Returns this to go up or down the gradient.
  public SgdConfig withMaximize(boolean maximize) {
    return new SgdConfig(lr, momentum, dampening, weightDecay, nesterov, maximize);
  }

  @Override
  public OptionalDouble cycledMomentum() {
    return OptionalDouble.of(momentum);
  }
}
