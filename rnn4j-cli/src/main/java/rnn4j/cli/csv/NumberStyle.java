package rnn4j.cli.csv;

import java.util.regex.Pattern;

/// How numbers are written: with a decimal point or a decimal comma.
enum NumberStyle {
  /// `1234.5`, `1,234.5`, `1e-3`.
  POINT("[+-]?(\\d{1,3}(,\\d{3})+(\\.\\d*)?|\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?", ","),
  /// `1234,5`, `1.234,5`, `1e-3`.
  COMMA("[+-]?(\\d{1,3}(\\.\\d{3})+(,\\d*)?|\\d+,?\\d*|,\\d+)([eE][+-]?\\d{1,4})?", ".");

  /// So many digits are a finite number.
  private static final int PLAIN_DIGITS = 300;

  private final Pattern pattern;
  private final String grouping;

  NumberStyle(String pattern, String grouping) {
    this.pattern = Pattern.compile(pattern);
    this.grouping = grouping;
  }

  /// Returns whether a cell is a finite number in this style.
  boolean fits(String cell) {
    return isPlain(cell, this == POINT ? 1 : 0)
        || (pattern.matcher(plain(cell)).matches() && Double.isFinite(parse(cell)));
  }

  /// The usual cells need no pattern: a sign, digits, and a point where the style has one.
  private static boolean isPlain(String cell, int mostPoints) {
    int digits = 0;
    int points = 0;
    for (int i = cell.startsWith("-") ? 1 : 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      points += c == '.' ? 1 : 0;
      if (digits + points == 0 || (c != '.' && (c < '0' || c > '9'))) {
        return false;
      }
    }
    return digits > 0 && digits <= PLAIN_DIGITS && points <= mostPoints;
  }

  /// Returns the number that a fitting cell holds.
  double parse(String cell) {
    return Double.parseDouble(plain(cell).replace(grouping, "").replace(',', '.'));
  }

  /// A typographer's minus is a minus.
  private static String plain(String cell) {
    return cell.strip().replace('\u2212', '-');
  }
}
