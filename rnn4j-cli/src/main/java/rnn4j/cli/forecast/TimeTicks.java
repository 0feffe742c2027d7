package rnn4j.cli.forecast;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import rnn4j.cli.plot.Ticks;
import rnn4j.cli.series.TimeAxis;

/// Marks of an axis of rows: where a new year, month, day or hour begins, whichever is the finest
/// that leaves room for its labels.
final class TimeTicks {
  private static final int MOST = 10;

  private record Unit(String pattern, ToLongFunction<LocalDateTime> count) {}

  private static final List<Unit> UNITS =
      List.of(
          minutes(1),
          minutes(5),
          minutes(15),
          minutes(60),
          minutes(180),
          minutes(360),
          minutes(720),
          days(1),
          days(2),
          days(7),
          days(14),
          months(1),
          months(3),
          months(6),
          years(1),
          years(2),
          years(5),
          years(10),
          years(20),
          years(50),
          years(100),
          years(200),
          years(500),
          years(1000));

  private TimeTicks() {}

  /// Returns marks for the rows from one to another.
  static Ticks of(TimeAxis axis, int from, int to) {
    if (axis.time(from).isEmpty()) {
      return Ticks.numbers(from + 1.0, to + 1.0, MOST).shifted(-1);
    }
    Ticks ticks = new Ticks(List.of(), List.of());
    for (Unit unit : UNITS) {
      ticks = marks(axis, from, to, unit);
      if (ticks.places().size() <= MOST) {
        return ticks;
      }
    }
    return ticks;
  }

  private static Ticks marks(TimeAxis axis, int from, int to, Unit unit) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(unit.pattern, Locale.ROOT);
    List<Double> places = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    long previous = unit.count.applyAsLong(axis.time(from).orElseThrow());
    for (int row = from + 1; row <= to; row++) {
      LocalDateTime time = axis.time(row).orElseThrow();
      long count = unit.count.applyAsLong(time);
      if (count != previous) {
        places.add((double) row);
        labels.add(format.format(time));
      }
      previous = count;
    }
    return new Ticks(places, labels);
  }

  private static Unit minutes(int every) {
    return new Unit(
        "MM-dd HH:mm",
        t ->
            Math.floorDiv(
                t.toLocalDate().toEpochDay() * 1440 + t.toLocalTime().toSecondOfDay() / 60, every));
  }

  private static Unit days(int every) {
    return new Unit("uuuu-MM-dd", t -> Math.floorDiv(t.toLocalDate().toEpochDay(), every));
  }

  private static Unit months(int every) {
    return new Unit("uuuu-MM", t -> Math.floorDiv(12 * t.getYear() + t.getMonthValue() - 1, every));
  }

  private static Unit years(int every) {
    return new Unit("uuuu", t -> Math.floorDiv(t.getYear(), every));
  }
}
