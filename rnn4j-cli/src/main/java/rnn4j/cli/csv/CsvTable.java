package rnn4j.cli.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import rnn4j.cli.CliException;

/// A CSV file with a header, read whole. Every row has as many cells as the header.
public final class CsvTable {
  private final String source;
  private final char delimiter;
  private final List<String> header;
  private final List<Row> rows;

  /// @param line where the row starts in the file, from 1
  private record Row(long line, List<String> cells) {}

  private CsvTable(String source, char delimiter, List<String> header, List<Row> rows) {
    this.source = source;
    this.delimiter = delimiter;
    this.header = header;
    this.rows = rows;
  }

  /// Reads a table whose delimiter is found out from its first lines.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header and rows of the same length
  public static CsvTable parse(String source, String text) {
    return parse(source, text, Delimiter.detect(text));
  }

  /// Reads a table with the given delimiter.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header and rows of the same length
  public static CsvTable parse(String source, String text, char delimiter) {
    List<String> header = List.of();
    List<Row> rows = new ArrayList<>();
    try {
      for (CsvRecord line :
          Delimiter.reader(delimiter).allowUnclosedQuote(false).ofCsvRecord(text)) {
        List<String> cells = line.getFields().stream().map(String::strip).toList();
        boolean blank = cells.stream().allMatch(String::isEmpty);
        if (header.isEmpty()) {
          if (!blank) {
            header = cells;
          }
        } else if (!blank || header.size() == 1) {
          rows.add(new Row(line.getStartingLineNumber(), cells));
        }
      }
    } catch (CsvParseException e) {
      throw new CliException(source + ": not a CSV file: " + e.getMessage());
    }
    if (header.isEmpty()) {
      throw new CliException(source + ": the file is empty, expected a header and rows");
    }
    while (!rows.isEmpty() && rows.getLast().cells().stream().allMatch(String::isEmpty)) {
      rows.removeLast(); // blank lines at the end of a table of one column
    }
    if (rows.isEmpty()) {
      throw new CliException(source + ": there is a header but no row under it");
    }
    if (header.stream().allMatch(cell -> NumberStyle.POINT.fits(cell))) {
      throw new CliException(
          source
              + ": the first line holds numbers only ("
              + String.join(", ", header.subList(0, Math.min(3, header.size())))
              + "), expected a header with the names of the columns");
    }
    int width = header.size();
    rows.replaceAll(row -> fitted(source, row, width));
    return new CsvTable(source, delimiter, header, rows);
  }

  /// Drops empty cells beyond the header's last: many programs end each row with a delimiter.
  private static Row fitted(String source, Row row, int width) {
    List<String> cells = row.cells();
    boolean fits =
        cells.size() >= width
            && cells.subList(width, cells.size()).stream().allMatch(String::isEmpty);
    if (!fits) {
      throw new CliException(
          "%s: line %d has %d cells, the header has %d"
              .formatted(source, row.line(), cells.size(), width));
    }
    return new Row(row.line(), List.copyOf(cells.subList(0, width)));
  }

  /// Returns the name of the file, for messages.
  public String source() {
    return source;
  }

  /// Returns the character between two cells.
  public char delimiter() {
    return delimiter;
  }

  /// Returns the names of the columns.
  public List<String> header() {
    return header;
  }

  /// Returns how many rows there are under the header.
  public int rowCount() {
    return rows.size();
  }

  /// Returns the line of the file in which a row starts, from 1.
  public long line(int row) {
    return rows.get(row).line();
  }

  /// Returns the cells of a column from top to bottom.
  public List<String> cells(int column) {
    return rows.stream().map(row -> row.cells().get(column)).toList();
  }

  /// Returns the place of the column with this name; upper and lower case may differ if that leaves
  /// only one.
  ///
  /// @throws CliException if there is no such column, or more than one
  public int column(String name) {
    int[] found = columns(header::get, name.strip());
    if (found.length == 0) {
      found =
          columns(
              i -> header.get(i).toLowerCase(Locale.ROOT), name.strip().toLowerCase(Locale.ROOT));
    }
    if (found.length == 0) {
      throw new CliException(
          "%s: there is no column \"%s\", found %s"
              .formatted(source, name, String.join(", ", header)));
    }
    if (found.length > 1) {
      throw new CliException(
          "%s: %d columns are named \"%s\", expected one".formatted(source, found.length, name));
    }
    return found[0];
  }

  private int[] columns(java.util.function.IntFunction<String> title, String name) {
    return IntStream.range(0, header.size()).filter(i -> title.apply(i).equals(name)).toArray();
  }

  /// Returns the numbers of a column, NaN where a cell is empty or says that it is.
  ///
  /// @throws CliException if another cell is not a number
  public double[] numbers(int column) {
    List<String> cells = cells(column);
    NumberStyle style = NumberStyle.of(cells, delimiter);
    double[] numbers = new double[cells.size()];
    for (int row = 0; row < numbers.length; row++) {
      String cell = cells.get(row);
      if (Missing.is(cell)) {
        numbers[row] = Double.NaN;
      } else if (style.fits(cell)) {
        numbers[row] = style.parse(cell);
      } else {
        throw new CliException(
            "%s: line %d, column \"%s\": \"%s\" is not a number"
                .formatted(source, line(row), header.get(column), shortened(cell)));
      }
    }
    return numbers;
  }

  /// Returns whether a column has numbers, and nothing else but missing cells.
  public boolean isNumeric(int column) {
    List<String> present = cells(column).stream().filter(cell -> !Missing.is(cell)).toList();
    NumberStyle style = NumberStyle.of(present, delimiter);
    return !present.isEmpty() && present.stream().allMatch(style::fits);
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
