package rnn4j.tensor;

import rnn4j.threads.Workers;

/// How many threads one call may use, for the whole process. Results never depend on it.
public final class Threads {
  private Threads() {}

  /// Returns how many threads one call may use: at first, the processors of this machine.
  public static int count() {
    return Workers.count();
  }

  /// Sets how many threads one call may use.
  ///
  /// @throws IllegalArgumentException if that is not at least one
  public static void set(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Threads.set: count is " + count + ", expected at least 1");
    }
    Workers.setCount(count);
  }
}
