package rnn4j.cli.forecast;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import rnn4j.cli.series.TimeAxis;

/// The hands of the clock and the calendar at a row: sine and cosine of the phase of the year, the
/// week and the day, as far as dates are known, steps are short enough to see that cycle, and the
/// training part has gone through it twice.
final class Clock {
  private final TimeAxis axis;
  private final List<Cycle> cycles;

  private enum Cycle {
    YEAR(365.25, 1.0 / 3),
    WEEK(7, 1.0 / 3),
    DAY(1, 1.0 / 3);

    private final double days;
    private final double maxStep; // as a part of the cycle

    Cycle(double days, double maxStep) {
      this.days = days;
      this.maxStep = maxStep;
    }

    private double phase(LocalDateTime time) {
      double day = time.getLong(ChronoField.SECOND_OF_DAY) / 86400.0;
      return switch (this) {
        case YEAR -> (time.getDayOfYear() - 1 + day) / time.toLocalDate().lengthOfYear();
        case WEEK -> (time.getDayOfWeek().getValue() - 1 + day) / 7;
        case DAY -> day;
      };
    }
  }

  Clock(TimeAxis axis, int trainingRows) {
    this.axis = axis;
    this.cycles = new ArrayList<>();
    axis.step()
        .ifPresent(step -> {
          for (Cycle cycle : Cycle.values()) {
            boolean seen = step.days() <= cycle.days * cycle.maxStep;
            boolean known = step.days() * trainingRows >= 2 * cycle.days;
            if (seen && known) {
              cycles.add(cycle);
            }
          }
        });
  }

  /// Returns how many numbers [#write] writes.
  int size() {
    return 2 * cycles.size();
  }

  /// Writes the hands at a row into an array and returns the place after them.
  int write(int row, float[] out, int at) {
    for (Cycle cycle : cycles) {
      double angle = 2 * Math.PI * cycle.phase(axis.time(row).orElseThrow());
      out[at++] = (float) StrictMath.sin(angle);
      out[at++] = (float) StrictMath.cos(angle);
    }
    return at;
  }
}
