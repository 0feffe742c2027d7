package rnn4j.optim;

import java.util.OptionalDouble;

/// How a learning rate changes over the steps of a scheduler, as in `torch.optim.lr_scheduler`. A
/// lambda is `LambdaLR`:
///
/// ```java
/// Schedule inverseRoot = (lr, t) -> lr / Math.sqrt(1 + t);
/// ```
///
/// A schedule is a function of the step alone, so that an [LrScheduler] can be saved as one number.
@FunctionalInterface
public interface Schedule {

  /// Returns the learning rate of a step.
  ///
  /// @param initial the learning rate that the optimiser was made with
  /// @param t steps of the scheduler so far, from 0
  double lr(double initial, long t);

  /// Returns the momentum of a step, or nothing if this does not change it.
  ///
  /// @param t steps of the scheduler so far, from 0
  default OptionalDouble momentum(long t) {
    return OptionalDouble.empty();
  }
}
