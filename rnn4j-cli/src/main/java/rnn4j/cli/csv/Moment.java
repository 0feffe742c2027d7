package rnn4j.cli.csv;

import java.time.LocalDateTime;

/// A date, and how much of it was written.
public record Moment(LocalDateTime time, Precision precision) {
  /// What the last written part of a date stands for.
  public enum Precision {
    YEAR,
    MONTH,
    DAY,
    SECOND
  }
}
