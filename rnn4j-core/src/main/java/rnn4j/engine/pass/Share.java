package rnn4j.engine.pass;

import org.jspecify.annotations.Nullable;
import rnn4j.threads.StepBarrier;
import rnn4j.threads.Workers;

/// A thread's share of every step: some of the blocks of units. What concerns whole rows, the first
/// thread does, while the others wait.
///
/// @param barrier where the threads wait for one another; null if there is one
public record Share(int part, int parts, @Nullable StepBarrier barrier) {

  /// All of every step.
  static final Share ALL = new Share(0, 1, null);

  static Share of(int part, StepBarrier barrier) {
    return barrier.parts() == 1 ? ALL : new Share(part, barrier.parts(), barrier);
  }

  boolean isFirst() {
    return part == 0;
  }

  /// Waits for the others. What they wrote until now is seen afterwards.
  void meet() {
    if (barrier != null) {
      barrier.await(part);
    }
  }

  /// Returns the first block of this share.
  int from(int blocks) {
    return Workers.start(blocks, parts, part);
  }

  /// Returns the block after the last one.
  int to(int blocks) {
    return Workers.start(blocks, parts, part + 1);
  }
}
