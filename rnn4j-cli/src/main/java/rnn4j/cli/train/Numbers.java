package rnn4j.cli.train;

import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;

/// Checks of the numbers that options have.
public final class Numbers {
  private Numbers() {}

  /// Refuses a number that is given and too small.
  public static void atLeast(String option, @Nullable Number value, long least) {
    if (value != null && value.longValue() < least) {
      throw new CliException(option + " is " + value + ", expected at least " + least);
    }
  }

  /// Refuses a number out of its range.
  public static void between(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new CliException(
          "%s is %d, expected from %d to %d".formatted(option, value, least, most));
    }
  }

  /// Refuses what is no probability below 1.
  public static void probability(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new CliException(option + " is " + value + ", expected at least 0 and less than 1");
    }
  }

  /// Refuses what is not above 0.
  public static void positive(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new CliException(option + " is " + value + ", expected more than 0");
    }
  }
}
