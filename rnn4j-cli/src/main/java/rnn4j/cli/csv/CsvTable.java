package rnn4j.cli.csv;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import rnn4j.cli.CliException;

/// A CSV file with a header, read whole. Every row has as many cells as the header.
public final class CsvTable {
  private final CsvHeader header;
  private final char delimiter;
  private final List<CsvRows.Row> rows;

  private CsvTable(CsvHeader header, char delimiter, List<CsvRows.Row> rows) {
    this.header = header;
    this.delimiter = delimiter;
    this.rows = rows;
  }

  /// Reads a table whose delimiter is found out from its first lines.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header and rows of the same length
  public static CsvTable parse(String source, String text) {
    return read(source, CsvRows.of(source, new BufferedReader(new StringReader(text))));
  }

  /// Reads a table with the given delimiter.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header and rows of the same length
  public static CsvTable parse(String source, String text, char delimiter) {
    return read(source, new CsvRows(source, new BufferedReader(new StringReader(text)), delimiter));
  }

  private static CsvTable read(String source, CsvRows all) {
    try (all) {
      List<CsvRows.Row> rows = new ArrayList<>();
      for (CsvRows.Row row = all.next(); row != null; row = all.next()) {
        rows.add(row);
      }
      if (rows.isEmpty()) {
        throw new CliException(source + ": there is a header but no row under it");
      }
      return new CsvTable(all.header(), all.delimiter(), rows);
    }
  }

  /// Returns the name of the file, for messages.
  public String source() {
    return header.source();
  }

  /// Returns the character between two cells.
  public char delimiter() {
    return delimiter;
  }

  /// Returns the names of the columns.
  public List<String> header() {
    return header.names();
  }

  /// Returns which columns there are, as [CsvHeader#found()] does.
  public String found() {
    return header.found();
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

  /// Returns the place of the column with this name, as [CsvHeader#column(String)] does.
  ///
  /// @throws CliException if there is no such column, or more than one
  public int column(String name) {
    return header.column(name);
  }

  /// Returns the numbers of a column, NaN where a cell is empty or says that it is.
  ///
  /// @throws CliException if another cell is not a number
  public double[] numbers(int column) {
    NumberColumn numbers = scan(column);
    numbers.requireNumbers(source());
    return cells(column).stream().mapToDouble(numbers::parse).toArray();
  }

  /// Returns whether a column has numbers, and nothing else but missing cells.
  public boolean isNumeric(int column) {
    return scan(column).isNumeric();
  }

  private NumberColumn scan(int column) {
    var numbers = new NumberColumn(header().get(column), delimiter);
    rows.forEach(row -> numbers.accept(row.line(), row.cells().get(column)));
    return numbers;
  }
}
