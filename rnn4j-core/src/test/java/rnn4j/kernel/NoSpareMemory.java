package rnn4j.kernel;

/// For tests that count what is allocated.
public final class NoSpareMemory {
  private NoSpareMemory() {}

  /// Lets go of the memory that passes have done with.
  public static void now() {
    SpareMemory.clear();
  }
}
