package rnn4j.nn;

/// Checks of sizes given to constructors.
final class Sizes {
  private Sizes() {}

  static void requireAtLeast(String where, String name, int size, int least) {
    if (size < least) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + size + ", expected at least " + least);
    }
  }
}
