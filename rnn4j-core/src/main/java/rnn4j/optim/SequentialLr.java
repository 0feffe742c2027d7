package rnn4j.optim;

import java.util.List;
import java.util.OptionalDouble;

/// One schedule after another, each of which begins anew at its milestone, as `SequentialLR`:
///
/// ```java
/// new SequentialLr(List.of(LinearLr.warmUp(500), CosineAnnealingLr.of(9500)), List.of(500))
/// ```
///
/// @param schedules at least one
/// @param milestones the first step of every schedule but the first, rising
public record SequentialLr(List<Schedule> schedules, List<Integer> milestones) implements Schedule {

  /// Checks the options.
  ///
  /// @throws IllegalArgumentException unless there is one milestone less than schedules, in order
  public SequentialLr {
    schedules = List.copyOf(schedules);
    milestones = List.copyOf(milestones);
    if (milestones.size() != schedules.size() - 1
        || !milestones.equals(milestones.stream().sorted().toList())) {
      throw new IllegalArgumentException(
          "SequentialLr: milestones are %s for %d schedules, expected one less, in order"
              .formatted(milestones, schedules.size()));
    }
  }

  @Override
  public double lr(double initial, long t) {
    return schedules.get(index(t)).lr(initial, since(t));
  }

  @Override
  public OptionalDouble momentum(long t) {
    return schedules.get(index(t)).momentum(since(t));
  }

  private int index(long t) {
    return (int) milestones.stream().filter(milestone -> milestone <= t).count();
  }

  private long since(long t) {
    int index = index(t);
    return index == 0 ? t : t - milestones.get(index - 1);
  }
}
