package rnn4j.optim;

import java.util.List;

/// Multiplies the learning rate by `gamma` at each milestone, as `MultiStepLR`.
///
/// @param milestones steps of the scheduler; one listed twice counts twice
/// @param gamma the factor
public record MultiStepLr(List<Integer> milestones, double gamma) implements Schedule {

  /// Keeps a copy of the list.
  public MultiStepLr {
    milestones = List.copyOf(milestones);
  }

  /// Returns a schedule with PyTorch's default `gamma=0.1`.
  public static MultiStepLr of(List<Integer> milestones) {
    return new MultiStepLr(milestones, 0.1);
  }

  @Override
  public double lr(double initial, long t) {
    long passed = milestones.stream().filter(milestone -> milestone <= t).count();
    return initial * StrictMath.pow(gamma, (double) passed);
  }
}
