package rnn4j.cli.forecast;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import rnn4j.cli.series.TimeSeries;

/// The rows from which a part of the series is forecast: each was observed, so was a target at most
/// a horizon later, and its targets begin in the part.
final class Origins {
  private final int[] rows;
  private final int end;

  private Origins(int[] rows, int end) {
    this.rows = rows;
    this.end = end;
  }

  /// @param from the first row of the part, or the first row with enough history before it
  static Origins of(TimeSeries series, int from, int end, int horizon) {
    IntPredicate hasTarget =
        origin ->
            IntStream.range(origin + 1, Math.min(end, origin + 1 + horizon))
                .anyMatch(series::observed);
    int[] rows =
        IntStream.range(from - 1, end - 1).filter(series::observed).filter(hasTarget).toArray();
    return new Origins(rows, end);
  }

  /// Returns the origins, ascending.
  int[] rows() {
    return rows;
  }

  /// Returns the end of the part: targets from here on are not looked at.
  int end() {
    return end;
  }

  /// Returns about as many origins as asked for, evenly chosen, if there are more.
  Origins thinned(int most) {
    int step = Math.ceilDiv(rows.length, most);
    return step <= 1
        ? this
        : new Origins(
            IntStream.range(0, Math.ceilDiv(rows.length, step)).map(i -> rows[i * step]).toArray(),
            end);
  }

  /// Returns whether the target `h` rows after an origin is in the part and observed.
  boolean hasTarget(TimeSeries series, int origin, int h) {
    return origin + h < end && series.observed(origin + h);
  }
}
