package rnn4j.optim;

/// Checks of the options of optimisers and schedules.
final class Checks {
  private Checks() {}

  static void requireNotNegative(String where, String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + value + ", expected at least 0");
    }
  }

  static void requireBelowOne(String where, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + value + ", expected at least 0 and less than 1");
    }
  }

  static void requireAtLeastOne(String where, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + value + ", expected at least 1");
    }
  }

  static void requireShare(String where, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + value + ", expected at least 0 and at most 1");
    }
  }
}
