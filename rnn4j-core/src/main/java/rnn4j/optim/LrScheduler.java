package rnn4j.optim;

import java.util.Map;
import java.util.Objects;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Sets the learning rates of an optimiser by a [Schedule]: at once for step 0, then with every
/// [#step()], which is called after each epoch or each step of the optimiser.
///
/// ```java
/// var scheduler = new LrScheduler(optimizer, StepLr.of(30)); // lr_scheduler.StepLR(optimizer, 30)
/// ```
///
/// Each learning rate is computed from the initial one, where PyTorch mostly goes on from the last;
/// the two agree within rounding.
public final class LrScheduler {
  private static final String STEPS = "last_epoch";

  private final Optimizer optimizer;
  private final Schedule schedule;
  private final double[] initial; // of each group
  private long steps;

  /// Creates a scheduler and sets the learning rates of its step 0.
  ///
  /// @throws IllegalStateException if the schedule changes the momentum and the optimiser has none
  public LrScheduler(Optimizer optimizer, Schedule schedule) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.initial = new double[optimizer.groups()];
    for (int g = 0; g < initial.length; g++) {
      initial[g] = optimizer.lr(g);
    }
    apply();
  }

  /// Returns how many steps there have been.
  public long steps() {
    return steps;
  }

  /// Goes on to the next learning rate.
  public void step() {
    steps++;
    apply();
  }

  private void apply() {
    schedule.momentum(steps).ifPresent(optimizer::setMomentum);
    for (int g = 0; g < initial.length; g++) {
      optimizer.setLr(g, schedule.lr(initial[g], steps));
    }
  }

  /// Returns what [#loadStateDict] needs to go on from here.
  public Map<String, Tensor> stateDict() {
    return Map.of(
        STEPS,
        Tensor.scalar((double) steps),
        "base_lrs",
        Tensor.of(initial.clone(), initial.length));
  }

  /// Goes on from a saved state, with its initial learning rates.
  ///
  /// @throws IllegalArgumentException if it is not the state of a scheduler of as many groups
  public void loadStateDict(Map<String, Tensor> state) {
    Tensor lrs = state.get("base_lrs");
    if (!state.keySet().equals(stateDict().keySet())
        || Objects.requireNonNull(lrs).numel() != initial.length) {
      throw new IllegalArgumentException(
          "LrScheduler.loadStateDict: found %s, expected %s for %d groups"
              .formatted(state, stateDict().keySet(), initial.length));
    }
    System.arraycopy(lrs.to(DType.FLOAT64).toDoubleArray(), 0, initial, 0, initial.length);
    steps = (long) Objects.requireNonNull(state.get(STEPS)).item();
    apply();
  }
}
