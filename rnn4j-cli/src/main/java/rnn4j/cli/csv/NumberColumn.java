package rnn4j.cli.csv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;

/// What the cells of a column are, told from top to bottom: how its numbers are written, and the
/// first cells that are none.
public final class NumberColumn {
  private final String name;
  private final char delimiter;
  private boolean hasNumbers;
  private boolean hasCommas;
  private boolean grouped = true; // every comma groups thousands
  private @Nullable Cell noPoint; // the first cell that is no number of this style
  private @Nullable Cell noComma;

  /// @param line where it is, from 1
  private record Cell(long line, String text) {}

  /// @param name of the column, for messages
  /// @param delimiter what stands between the cells of the file
  public NumberColumn(String name, char delimiter) {
    this.name = name;
    this.delimiter = delimiter;
  }

  /// Looks at the next cell.
  ///
  /// @param line where it is
  public void accept(long line, String cell) {
    if (Missing.is(cell)) {
      return;
    }
    hasNumbers = true;
    boolean point = NumberStyle.POINT.fits(cell);
    if (cell.indexOf(',') >= 0) {
      hasCommas = true;
      grouped &= point;
    }
    if (noPoint == null && !point) {
      noPoint = new Cell(line, cell);
    }
    if (noComma == null && !NumberStyle.COMMA.fits(cell)) {
      noComma = new Cell(line, cell);
    }
  }

  /// A comma in it is a decimal comma if it cannot group thousands, or if the file keeps the comma
  /// free by another delimiter.
  private NumberStyle style() {
    boolean decimal = hasCommas && noComma == null;
    return decimal && (!grouped || delimiter != ',') ? NumberStyle.COMMA : NumberStyle.POINT;
  }

  private @Nullable Cell unfit() {
    return style() == NumberStyle.COMMA ? noComma : noPoint;
  }

  /// Returns whether the column has numbers, and nothing else but missing cells.
  public boolean isNumeric() {
    return fault().isEmpty();
  }

  /// Refuses a column with a cell that is neither a number nor missing.
  ///
  /// @param source the name of the file, for messages
  public void requireNumbers(String source) {
    if (unfit() != null) {
      throw new CliException(source + ": " + fault().orElseThrow());
    }
  }

  /// Returns why the column is none of numbers, if it is not.
  public Optional<String> fault() {
    Cell unfit = unfit();
    if (unfit != null) {
      String cell = unfit.text();
      return Optional.of(
          "line %d, column \"%s\": \"%s\" is not a number"
              .formatted(
                  unfit.line(), name, cell.length() <= 40 ? cell : cell.substring(0, 40) + "..."));
    }
    return hasNumbers
        ? Optional.empty()
        : Optional.of("column \"%s\" has no values".formatted(name));
  }

  /// Returns the number that a cell of the column holds; NaN if it is missing.
  public double parse(String cell) {
    return Missing.is(cell) ? Double.NaN : style().parse(cell);
  }
}
