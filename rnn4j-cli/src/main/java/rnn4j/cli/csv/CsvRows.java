package rnn4j.cli.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;

/// The rows of a CSV file with a header, one after another. Every row has as many cells as the
/// header; blank lines are left out.
public final class CsvRows implements Closeable {
  private final String source;
  private final char delimiter;
  private final CloseableIterator<CsvRecord> records;
  private final CsvHeader header;
  private final ArrayDeque<Row> waiting = new ArrayDeque<>();

  /// A row of a table.
  ///
  /// @param line where it starts in the file, from 1
  public record Row(long line, List<String> cells) {
    boolean isBlank() {
      return cells.stream().allMatch(String::isEmpty);
    }
  }

  /// Begins to read a table whose delimiter is found out from its first lines.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header
  public static CsvRows of(String source, BufferedReader text) {
    return new CsvRows(source, text, Delimiter.detect(text));
  }

  /// Begins to read a table.
  ///
  /// @param source the name of the file, for messages
  /// @throws CliException if this is not a CSV file with a header
  public CsvRows(String source, BufferedReader text, char delimiter) {
    this.source = source;
    this.delimiter = delimiter;
    records = Delimiter.reader(delimiter).allowUnclosedQuote(false).ofCsvRecord(text).iterator();
    Row first = record();
    while (first != null && first.isBlank()) {
      first = record();
    }
    if (first == null) {
      throw new CliException(source + ": the file is empty, expected a header and rows");
    }
    header = new CsvHeader(source, first.cells());
    if (header.names().stream().allMatch(NumberStyle.POINT::fits)) {
      throw new CliException(
          source
              + ": the first line holds numbers only ("
              + String.join(", ", header.names().subList(0, Math.min(3, header.names().size())))
              + "), expected a header with the names of the columns");
    }
  }

  /// Returns the names of the columns.
  public CsvHeader header() {
    return header;
  }

  /// Returns the character between two cells.
  public char delimiter() {
    return delimiter;
  }

  /// Returns the next row, or null at the end.
  ///
  /// @throws CliException if it is not one of a CSV file, or not of the header's length
  public @Nullable Row next() {
    if (waiting.isEmpty()) {
      Row row = record();
      // In a table of one column a blank line is a cell without a value, but not at the end.
      while (row != null && row.isBlank()) {
        if (header.names().size() == 1) {
          waiting.add(fitted(row));
        }
        row = record();
      }
      if (row == null) {
        waiting.clear();
      } else {
        waiting.add(fitted(row));
      }
    }
    return waiting.poll();
  }

  private @Nullable Row record() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord line = records.next();
      return new Row(
          line.getStartingLineNumber(), line.getFields().stream().map(String::strip).toList());
    } catch (CsvParseException e) {
      throw new CliException(source + ": not a CSV file: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new CliException(source + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /// Drops empty cells beyond the header's last: many programs end each row with a delimiter.
  private Row fitted(Row row) {
    List<String> cells = row.cells();
    int width = header.names().size();
    boolean fits =
        cells.size() >= width
            && cells.subList(width, cells.size()).stream().allMatch(String::isEmpty);
    if (!fits) {
      throw new CliException(
          "%s: line %d has %d cells, the header has %d"
              .formatted(source, row.line(), cells.size(), width));
    }
    return new Row(
        row.line(), cells.size() == width ? cells : List.copyOf(cells.subList(0, width)));
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
