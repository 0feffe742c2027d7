package rnn4j.cli.series;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import rnn4j.cli.csv.CsvTable;

/// A real series that comes with the program; `data/README.md` beside the files says from where.
public enum Dataset {
  /// Carbon dioxide at Mauna Loa: a trend and a season.
  CO2("co2-weekly.csv"),
  /// Sunspots: a cycle whose length and height vary.
  SUNSPOTS("sunspots-yearly.csv"),
  /// Airline passengers: a season that grows with its trend.
  AIRLINE("airline-monthly.csv");

  private final String file;

  Dataset(String file) {
    this.file = file;
  }

  /// Returns the name of the file.
  public String file() {
    return file;
  }

  /// Reads the table.
  public CsvTable table() {
    try (InputStream in =
        Objects.requireNonNull(
            Dataset.class.getResourceAsStream("/rnn4j/cli/data/" + file), file)) {
      return CsvTable.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
