package rnn4j.cli.csv;

import java.util.Locale;
import java.util.Set;

/// The ways in which a cell says that it has no value.
final class Missing {
  private static final Set<String> WORDS =
      Set.of(
          "", "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "nil", "missing", "?", "-", "--",
          ".");

  private Missing() {}

  static boolean is(String cell) {
    return WORDS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }
}
