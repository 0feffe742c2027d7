package rnn4j.optim;

/// The options of [ReduceLrOnPlateau]; names and defaults are those of PyTorch.
///
/// @param goal whether small or large numbers are good
/// @param factor of the learning rate, less than 1
/// @param patience epochs without a better number that are let pass
/// @param threshold by what a number must be better
/// @param relative whether the threshold is a share of the best number
/// @param cooldown epochs after a change that do not count
/// @param minLr least learning rate
/// @param eps least change of the learning rate that is made
public record ReduceLrOnPlateauConfig(
    Goal goal,
    double factor,
    int patience,
    double threshold,
    boolean relative,
    int cooldown,
    double minLr,
    double eps) {

  /// Checks the options.
  public ReduceLrOnPlateauConfig {
    Checks.requireBelowOne("ReduceLrOnPlateauConfig", "factor", factor);
    Checks.requireNotNegative("ReduceLrOnPlateauConfig", "minLr", minLr);
  }

  /// Returns PyTorch's defaults: a tenth after more than ten epochs without a better number.
  public static ReduceLrOnPlateauConfig of() {
    return new ReduceLrOnPlateauConfig(Goal.MIN, 0.1, 10, 1e-4, true, 0, 0, 1e-8);
  }

  /// Returns this with another goal.
  public ReduceLrOnPlateauConfig withGoal(Goal goal) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another factor.
  public ReduceLrOnPlateauConfig withFactor(double factor) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another patience.
  public ReduceLrOnPlateauConfig withPatience(int patience) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another threshold.
  public ReduceLrOnPlateauConfig withThreshold(double threshold) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with a relative or an absolute threshold.
  public ReduceLrOnPlateauConfig withRelative(boolean relative) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another cooldown.
  public ReduceLrOnPlateauConfig withCooldown(int cooldown) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another least learning rate.
  public ReduceLrOnPlateauConfig withMinLr(double minLr) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }

  /// Returns this with another least change.
  public ReduceLrOnPlateauConfig withEps(double eps) {
    return new ReduceLrOnPlateauConfig(
        goal, factor, patience, threshold, relative, cooldown, minLr, eps);
  }
}
