package rnn4j.cli.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out what stands between the cells of a CSV file.
final class Delimiter {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int CHARACTERS = 1 << 16;
  private static final int RECORDS = 50;

  private Delimiter() {}

  /// Returns the candidate that cuts the first lines most often into as many cells as the header
  /// has; among equals the one with the most cells; a comma if none is there.
  static char detect(BufferedReader text) {
    String start = start(text);
    char best = ',';
    double bestScore = 0;
    for (char candidate : CANDIDATES) {
      double score = score(start, candidate);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  /// Returns the first candidate that stands in a text, in words.
  static Optional<String> within(String text) {
    for (char candidate : CANDIDATES) {
      if (text.indexOf(candidate) >= 0) {
        return Optional.of(candidate == '\t' ? "a tab" : "\"" + candidate + "\"");
      }
    }
    return Optional.empty();
  }

  /// Returns the beginning of a text, which will be read again.
  private static String start(BufferedReader text) {
    try {
      char[] start = new char[CHARACTERS];
      text.mark(CHARACTERS + 1);
      int length = 0;
      for (int n = text.read(start, 0, CHARACTERS);
          n > 0;
          n = text.read(start, length, CHARACTERS - length)) {
        length += n;
      }
      text.reset();
      return new String(start, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Agreement weighs more than any number of cells.
  private static double score(String start, char candidate) {
    List<Integer> counts = new ArrayList<>();
    try {
      for (var line : reader(candidate).ofCsvRecord(start)) {
        if (line.getFieldCount() > 1 || !line.getField(0).isBlank()) {
          counts.add(line.getFieldCount());
        }
        if (counts.size() == RECORDS) {
          break;
        }
      }
    } catch (CsvParseException e) {
      return 0; // quotes that make no sense with this delimiter
    }
    if (counts.isEmpty() || counts.getFirst() == 1) {
      return 0;
    }
    int cells = counts.getFirst();
    double agreeing = counts.stream().filter(count -> count == cells).count();
    return agreeing / counts.size() + cells * 1e-6;
  }

  static CsvReader.CsvReaderBuilder reader(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(true);
  }
}
