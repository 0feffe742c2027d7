package rnn4j.cli.csv;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;

/// Reads a table from a file, with the delimiter of an option.
public final class CsvFile {
  private CsvFile() {}

  /// Refuses a delimiter of more than one character; tab is `\\t`.
  ///
  /// @param delimiter null if the option is not given
  public static void checkDelimiter(@Nullable String delimiter) {
    if (delimiter != null && !delimiter.equals("\\t") && delimiter.length() != 1) {
      throw new CliException("--delimiter is \"" + delimiter + "\", expected one character");
    }
  }

  /// Reads a table.
  ///
  /// @param delimiter null to find it out
  /// @throws CliException if there is no such file or it is not a table
  public static CsvTable read(Path file, @Nullable String delimiter) {
    String text = TextFile.read(file);
    String name = file.getFileName().toString();
    if (delimiter == null) {
      return CsvTable.parse(name, text);
    }
    return CsvTable.parse(name, text, delimiter.equals("\\t") ? '\t' : delimiter.charAt(0));
  }
}
