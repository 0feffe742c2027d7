package rnn4j.nn;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// Spaces for steps, kept for the next one who needs one: as many as threads compute at the same
/// time, whatever the number of threads that wait. Nothing blocks here, and nothing is allocated
/// once there are enough.
final class StepSpaces {
  private final AtomicReferenceArray<StepSpace> kept;
  private final Supplier<StepSpace> create;

  StepSpaces(Supplier<StepSpace> create) {
    int places = Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4;
    this.kept = new AtomicReferenceArray<>(places);
    this.create = create;
  }

  /// Returns a space that no one else has.
  StepSpace take() {
    int places = kept.length();
    int first = first();
    for (int i = 0; i < places; i++) {
      StepSpace space = kept.getAndSet((first + i) & (places - 1), null);
      if (space != null) {
        return space;
      }
    }
    return create.get();
  }

  /// Takes a space back.
  void giveBack(StepSpace space) {
    int places = kept.length();
    int first = first();
    for (int i = 0; i < places; i++) {
      if (kept.compareAndSet((first + i) & (places - 1), null, space)) {
        return;
      }
    }
  }

  /// Threads begin at different places, so that they seldom meet.
  private int first() {
    return (int) Thread.currentThread().threadId() & (kept.length() - 1);
  }
}
