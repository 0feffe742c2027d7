package rnn4j.cli.csv;

import java.util.List;
import java.util.regex.Pattern;

/// How numbers are written: with a decimal point or a decimal comma.
enum NumberStyle {
  /// `1234.5`, `1,234.5`, `1e-3`.
  POINT("[+-]?(\\d{1,3}(,\\d{3})+(\\.\\d*)?|\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?", ","),
  /// `1234,5`, `1.234,5`, `1e-3`.
  COMMA("[+-]?(\\d{1,3}(\\.\\d{3})+(,\\d*)?|\\d+,?\\d*|,\\d+)([eE][+-]?\\d{1,4})?", ".");

  private final Pattern pattern;
  private final String grouping;

  NumberStyle(String pattern, String grouping) {
    this.pattern = Pattern.compile(pattern);
    this.grouping = grouping;
  }

  /// Returns the style of a column. A comma in it is a decimal comma if it cannot group thousands,
  /// or if the file keeps the comma free by another delimiter.
  static NumberStyle of(List<String> cells, char delimiter) {
    List<String> commas = cells.stream().filter(cell -> cell.indexOf(',') >= 0).toList();
    boolean grouped = commas.stream().allMatch(POINT::fits);
    boolean decimal =
        !commas.isEmpty() && cells.stream().allMatch(cell -> Missing.is(cell) || COMMA.fits(cell));
    return decimal && (!grouped || delimiter != ',') ? COMMA : POINT;
  }

  /// Returns whether a cell is a finite number in this style.
  boolean fits(String cell) {
    return pattern.matcher(plain(cell)).matches() && Double.isFinite(parse(cell));
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
