package rnn4j.cli.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.csv.Moment.Precision;

/// Reads one date, with or without a time of day. An offset from UTC is applied, so the result is
/// UTC where offsets are written.
final class DateText {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:T|,?\\s+)(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second>\\d{2})(?:[.,]\\d+)?)?"
              + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?)?\\s*(?<zone>Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?$");
  private static final Pattern HOUR =
      Pattern.compile("(?<=\\d[-/.]\\d{1,4})[T ](?<hour>\\d{1,2})$");
  private static final Pattern WEEKDAY =
      Pattern.compile("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+", Pattern.CASE_INSENSITIVE);

  private DateText() {}

  /// Returns the date that a cell holds, or null if it holds none.
  ///
  /// @param numbers whether digits alone may be a date, as in `1958`, `195803`, `19580329` and
  ///   seconds or milliseconds since 1970
  static @Nullable Moment parse(String cell, DateOrder order, boolean numbers) {
    try {
      String text = WEEKDAY.matcher(cell.strip()).replaceFirst("");
      Matcher time = TIME.matcher(text);
      if (time.find()) {
        LocalDate date = day(text.substring(0, time.start()), order, numbers);
        return date == null ? null : new Moment(at(date, time), Precision.SECOND);
      }
      Matcher hour = HOUR.matcher(text);
      if (hour.find()) {
        LocalDate date = day(text.substring(0, hour.start()), order, numbers);
        return date == null ? null : new Moment(hour(date, hour), Precision.SECOND);
      }
      return DateForm.parse(text, order, numbers);
    } catch (DateTimeException e) {
      return null; // such as the 30th of February
    }
  }

  /// A time of day makes sense only after a whole date.
  private static @Nullable LocalDate day(String text, DateOrder order, boolean numbers) {
    Moment moment = DateForm.parse(text, order, numbers);
    return moment == null || moment.precision() != Precision.DAY
        ? null
        : moment.time().toLocalDate();
  }

  private static LocalDateTime at(LocalDate date, Matcher time) {
    String second = time.group("second");
    LocalDateTime result =
        hour(date, time)
            .withMinute(Integer.parseInt(time.group("minute")))
            .withSecond(second == null ? 0 : Integer.parseInt(second));
    String zone = time.group("zone");
    boolean offset = zone != null && (zone.startsWith("+") || zone.startsWith("-"));
    return offset ? result.minusSeconds(ZoneOffset.of(zone).getTotalSeconds()) : result;
  }

  private static LocalDateTime hour(LocalDate date, Matcher time) {
    int hour = Integer.parseInt(time.group("hour"));
    String half = time.pattern() == TIME ? time.group("half") : null;
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no such hour of half a day: " + hour);
      }
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    // Some write midnight as hour 24 of the day before.
    return hour == 24 ? date.plusDays(1).atStartOfDay() : date.atTime(hour, 0);
  }
}
