package rnn4j.optim;

import java.util.OptionalDouble;

/// The options of an optimiser. Values never change; each `withX` returns a changed copy.
public interface OptimizerConfig {

  /// Returns the learning rate at first, per step.
  double lr();

  /// Returns the momentum at first, which [OneCycleLr] changes along with the learning rate: that
  /// of [Sgd] and [RmsProp], `beta1` of the Adam family; empty where there is none.
  default OptionalDouble cycledMomentum() {
    return OptionalDouble.empty();
  }
}
