package rnn4j.cli.series;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rnn4j.cli.csv.Moment.Precision;

/// When the rows of a series were, and when those after its end will be.
public sealed interface TimeAxis {
  /// Returns the time of a row, also of one beyond the end; empty if rows have no dates.
  Optional<LocalDateTime> time(int row);

  /// Returns what a file or a plot calls a row.
  String label(int row);

  /// Returns the step from row to row, if it is the same everywhere.
  Optional<TimeStep> step();

  /// Rows without dates, numbered from 1.
  record Rows() implements TimeAxis {
    @Override
    public Optional<LocalDateTime> time(int row) {
      return Optional.empty();
    }

    @Override
    public String label(int row) {
      return Integer.toString(row + 1);
    }

    @Override
    public Optional<TimeStep> step() {
      return Optional.empty();
    }
  }

  /// Dates at even steps.
  record Even(LocalDateTime start, TimeStep every, Precision precision) implements TimeAxis {
    @Override
    public Optional<LocalDateTime> time(int row) {
      return Optional.of(every.plus(start, row));
    }

    @Override
    public String label(int row) {
      return written(every.plus(start, row), precision);
    }

    @Override
    public Optional<TimeStep> step() {
      return Optional.of(every);
    }
  }

  /// Dates at uneven steps; after the end they go on at the median step.
  record Uneven(List<LocalDateTime> times, Precision precision) implements TimeAxis {
    public Uneven {
      times = List.copyOf(times);
    }

    @Override
    public Optional<LocalDateTime> time(int row) {
      if (row < times.size()) {
        return Optional.of(times.get(row));
      }
      return Optional.of(times.getLast().plusSeconds(medianStep() * (row - times.size() + 1)));
    }

    private long medianStep() {
      long[] steps = new long[times.size() - 1];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = Duration.between(times.get(i), times.get(i + 1)).toSeconds();
      }
      java.util.Arrays.sort(steps);
      return steps[steps.length / 2];
    }

    @Override
    public String label(int row) {
      return written(time(row).orElseThrow(), precision);
    }

    @Override
    public Optional<TimeStep> step() {
      return Optional.empty();
    }
  }

  private static String written(LocalDateTime time, Precision precision) {
    String pattern =
        switch (precision) {
          case YEAR -> "uuuu";
          case MONTH -> "uuuu-MM";
          case DAY -> "uuuu-MM-dd";
          case SECOND -> time.getSecond() == 0 ? "uuuu-MM-dd'T'HH:mm" : "uuuu-MM-dd'T'HH:mm:ss";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
  }
}
