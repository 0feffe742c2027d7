package rnn4j.cli.series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The time from one row of a series to the next.
///
/// @param amount how many units
public record TimeStep(Unit unit, long amount) {
  /// What a step is counted in.
  public enum Unit {
    SECOND("second"),
    BUSINESS_DAY("business day"),
    MONTH("month"),
    /// Months counted from the last day of one to the last day of another.
    MONTH_END("month");

    private final String text;

    Unit(String text) {
      this.text = text;
    }
  }

  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final int ENOUGH_FOR_BUSINESS_DAYS = 10;

  /// Finds the step of dates that increase, or null if they are not evenly spaced. Dates may be
  /// left out, not moved: each must lie on the grid that starts at the first.
  public static @Nullable TimeStep detect(List<LocalDateTime> times) {
    for (TimeStep step : List.of(months(times), businessDays(times), seconds(times))) {
      if (step.amount > 0 && step.holds(times)) {
        return step;
      }
    }
    return null;
  }

  private static TimeStep months(List<LocalDateTime> times) {
    boolean ends =
        times.stream().allMatch(t -> t.getDayOfMonth() == t.toLocalDate().lengthOfMonth());
    Map<Long, Integer> counts = new TreeMap<>();
    for (int i = 1; i < times.size(); i++) {
      counts.merge(monthsBetween(times.get(i - 1), times.get(i)), 1, Integer::sum);
    }
    return new TimeStep(ends ? Unit.MONTH_END : Unit.MONTH, mostFrequent(counts));
  }

  private static TimeStep businessDays(List<LocalDateTime> times) {
    boolean none =
        times.size() < ENOUGH_FOR_BUSINESS_DAYS
            || times.stream().anyMatch(t -> isWeekend(t.toLocalDate()));
    return new TimeStep(Unit.BUSINESS_DAY, none || seconds(times).amount != DAY ? 0 : 1);
  }

  private static TimeStep seconds(List<LocalDateTime> times) {
    Map<Long, Integer> counts = new TreeMap<>();
    for (int i = 1; i < times.size(); i++) {
      counts.merge(ChronoUnit.SECONDS.between(times.get(i - 1), times.get(i)), 1, Integer::sum);
    }
    return new TimeStep(Unit.SECOND, mostFrequent(counts));
  }

  /// Among equals the smallest, as a tree map begins with it.
  private static long mostFrequent(Map<Long, Integer> counts) {
    long best = 0;
    int most = 0;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }

  private boolean holds(List<LocalDateTime> times) {
    LocalDateTime start = times.getFirst();
    return times.stream().allMatch(time -> plus(start, between(start, time)).equals(time));
  }

  /// Returns the time that many steps after another.
  public LocalDateTime plus(LocalDateTime start, long steps) {
    return switch (unit) {
      case SECOND -> start.plusSeconds(steps * amount);
      case MONTH -> start.plusMonths(steps * amount);
      case MONTH_END -> {
        LocalDateTime month = start.withDayOfMonth(1).plusMonths(steps * amount);
        yield month.withDayOfMonth(month.toLocalDate().lengthOfMonth());
      }
      case BUSINESS_DAY -> {
        long day = start.getDayOfWeek().getValue() - 1 + steps; // from the Monday of its week
        yield start.minusDays(start.getDayOfWeek().getValue() - 1L).plusDays(day / 5 * 7 + day % 5);
      }
    };
  }

  /// Returns how many whole steps lie between two times, the first not after the second.
  public long between(LocalDateTime start, LocalDateTime end) {
    return switch (unit) {
      case SECOND -> ChronoUnit.SECONDS.between(start, end) / amount;
      case MONTH, MONTH_END -> monthsBetween(start, end) / amount;
      case BUSINESS_DAY -> {
        LocalDateTime monday = start.minusDays(start.getDayOfWeek().getValue() - 1L);
        long days = ChronoUnit.DAYS.between(monday, end);
        yield days / 7 * 5 + Math.min(days % 7, 4) - (start.getDayOfWeek().getValue() - 1);
      }
    };
  }

  private static long monthsBetween(LocalDateTime start, LocalDateTime end) {
    return 12L * (end.getYear() - start.getYear()) + end.getMonthValue() - start.getMonthValue();
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /// Returns the time of one step, a month being a twelfth of 365.25 days.
  public double days() {
    return switch (unit) {
      case SECOND -> (double) amount / DAY;
      case BUSINESS_DAY -> 7.0 / 5;
      case MONTH, MONTH_END -> amount * 365.25 / 12;
    };
  }

  @Override
  public String toString() {
    if (unit != Unit.SECOND) {
      return amount % 12 == 0 && unit != Unit.BUSINESS_DAY
          ? counted(amount / 12, "year")
          : counted(amount, unit.text);
    }
    if (amount % (7 * DAY) == 0) {
      return counted(amount / (7 * DAY), "week");
    }
    if (amount % DAY == 0) {
      return counted(amount / DAY, "day");
    }
    if (amount % 3600 == 0) {
      return counted(amount / 3600, "hour");
    }
    return amount % 60 == 0 ? counted(amount / 60, "minute") : counted(amount, "second");
  }

  private static String counted(long count, String unit) {
    return count == 1 ? "one " + unit : count + " " + unit + "s";
  }
}
