package rnn4j.cli.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.csv.Moment.Precision;

/// Reads one date, in any of the forms people write: ISO 8601, with slashes, with names of months,
/// quarters and weeks, with or without a time of day. An offset from UTC is applied, so the result
/// is UTC where offsets are written.
final class DateText {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:T|,?\\s+)(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second>\\d{2})(?:[.,]\\d+)?)?"
              + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?)?\\s*(?<zone>Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?$");
  private static final Pattern HOUR = Pattern.compile("(?<=\\d[-/.]\\d{1,4})[T ](?<hour>\\d{1,2})$");
  private static final Pattern WEEKDAY =
      Pattern.compile("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+", Pattern.CASE_INSENSITIVE);

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/. ])(\\d{1,2})\\2(\\d{1,2})");
  private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/ ](\\d{1,2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})");
  private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})[-/](\\d{4})");
  private static final Pattern DAY_NAME_YEAR =
      Pattern.compile("(\\d{1,2})[-/. ]*([A-Za-z]{3,9})\\.?[-/., ]+(\\d{4}|\\d{2})");
  private static final Pattern NAME_DAY_YEAR =
      Pattern.compile("([A-Za-z]{3,9})\\.?[-/. ]+(\\d{1,2})(?:st|nd|rd|th)?,?[-/ ]+(\\d{4})");
  private static final Pattern NAME_YEAR =
      Pattern.compile("([A-Za-z]{3,9})\\.?[-/., ]+(\\d{4}|\\d{2})");
  private static final Pattern YEAR_NAME =
      Pattern.compile("(\\d{4})[-/. ]+([A-Za-z]{3,9})(?:[-/. ]+(\\d{1,2}))?");
  private static final Pattern QUARTER =
      Pattern.compile("(?:(\\d{4})[- /]?[Qq]([1-4])|[Qq]([1-4])[- /]?(\\d{4}))");
  private static final Pattern WEEK = Pattern.compile("(\\d{4})-?[Ww](\\d{2})");

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern YEAR_MONTH_DIGITS = Pattern.compile("(\\d{4})(\\d{2})");
  private static final Pattern YEAR_MONTH_DAY_DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{9,10}");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,13}");

  private static final List<String> MONTHS =
      List.of("january", "february", "march", "april", "may", "june", "july", "august",
          "september", "october", "november", "december");

  private DateText() {}

  /// Returns the date that a cell holds, or null if it holds none.
  ///
  /// @param numbers whether digits alone may be a date, as in `1958`, `195803`, `19580329` and
  ///     seconds or milliseconds since 1970
  static @Nullable Moment parse(String cell, DateOrder order, boolean numbers) {
    try {
      String text = WEEKDAY.matcher(cell.strip()).replaceFirst("");
      if (numbers && text.matches("\\d+")) {
        return digits(text);
      }
      Matcher time = TIME.matcher(text);
      if (time.find()) {
        LocalDate date = fullDate(text.substring(0, time.start()), order, numbers);
        return date == null ? null : new Moment(at(date, time), Precision.SECOND);
      }
      Matcher hour = HOUR.matcher(text);
      if (hour.find()) {
        LocalDate date = fullDate(text.substring(0, hour.start()), order, numbers);
        return date == null
            ? null
            : new Moment(hours(date, Integer.parseInt(hour.group("hour"))), Precision.SECOND);
      }
      return date(text, order);
    } catch (DateTimeException e) {
      return null; // such as the 30th of February
    }
  }

  private static @Nullable LocalDate fullDate(String text, DateOrder order, boolean numbers) {
    Moment moment = numbers && text.matches("\\d{8}") ? digits(text) : date(text, order);
    return moment == null || moment.precision() != Precision.DAY ? null : moment.time().toLocalDate();
  }

  private static @Nullable Moment date(String text, DateOrder order) {
    Matcher m;
    if ((m = YEAR_FIRST.matcher(text)).matches()) {
      return day(number(m, 1), number(m, 3), number(m, 4));
    }
    if ((m = YEAR_MONTH.matcher(text)).matches()) {
      return month(number(m, 1), number(m, 2));
    }
    if ((m = YEAR_LAST.matcher(text)).matches()) {
      return order == DateOrder.MONTH_FIRST
          ? day(year(m.group(4)), number(m, 1), number(m, 3))
          : day(year(m.group(4)), number(m, 3), number(m, 1));
    }
    if ((m = MONTH_YEAR.matcher(text)).matches()) {
      return month(number(m, 2), number(m, 1));
    }
    if ((m = DAY_NAME_YEAR.matcher(text)).matches()) {
      return day(year(m.group(3)), monthNamed(m.group(2)), number(m, 1));
    }
    if ((m = NAME_DAY_YEAR.matcher(text)).matches()) {
      return day(number(m, 3), monthNamed(m.group(1)), number(m, 2));
    }
    if ((m = NAME_YEAR.matcher(text)).matches()) {
      return month(year(m.group(2)), monthNamed(m.group(1)));
    }
    if ((m = YEAR_NAME.matcher(text)).matches()) {
      int year = number(m, 1);
      int month = monthNamed(m.group(2));
      return m.group(3) == null ? month(year, month) : day(year, month, number(m, 3));
    }
    if ((m = QUARTER.matcher(text)).matches()) {
      boolean yearFirst = m.group(1) != null;
      return month(number(m, yearFirst ? 1 : 4), 3 * number(m, yearFirst ? 2 : 3) - 2);
    }
    if ((m = WEEK.matcher(text)).matches()) {
      LocalDate monday =
          LocalDate.of(number(m, 1), 1, 4)
              .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(m, 2))
              .with(java.time.DayOfWeek.MONDAY);
      return new Moment(monday.atStartOfDay(), Precision.DAY);
    }
    return null;
  }

  private static @Nullable Moment digits(String text) {
    Matcher m;
    if (YEAR.matcher(text).matches()) {
      LocalDate newYear = LocalDate.of(Integer.parseInt(text), 1, 1);
      return new Moment(newYear.atStartOfDay(), Precision.YEAR);
    }
    if ((m = YEAR_MONTH_DIGITS.matcher(text)).matches()) {
      return month(number(m, 1), number(m, 2));
    }
    if ((m = YEAR_MONTH_DAY_DIGITS.matcher(text)).matches()) {
      return day(number(m, 1), number(m, 2), number(m, 3));
    }
    if (EPOCH_SECONDS.matcher(text).matches()) {
      return epoch(Long.parseLong(text));
    }
    return EPOCH_MILLIS.matcher(text).matches() ? epoch(Long.parseLong(text) / 1000) : null;
  }

  private static Moment epoch(long seconds) {
    return new Moment(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC), Precision.SECOND);
  }

  private static Moment day(int year, int month, int day) {
    return new Moment(LocalDate.of(year, month, day).atStartOfDay(), Precision.DAY);
  }

  private static Moment month(int year, int month) {
    return new Moment(LocalDate.of(year, month, 1).atStartOfDay(), Precision.MONTH);
  }

  private static LocalDateTime at(LocalDate date, Matcher time) {
    int hour = Integer.parseInt(time.group("hour"));
    String half = time.group("half");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no such hour of a half day");
      }
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    LocalDateTime result =
        hours(date, hour)
            .withMinute(Integer.parseInt(time.group("minute")))
            .withSecond(time.group("second") == null ? 0 : Integer.parseInt(time.group("second")));
    String zone = time.group("zone");
    boolean offset = zone != null && (zone.startsWith("+") || zone.startsWith("-"));
    return offset ? result.minusSeconds(ZoneOffset.of(zone).getTotalSeconds()) : result;
  }

  /// Some write midnight as hour 24 of the day before.
  private static LocalDateTime hours(LocalDate date, int hour) {
    return hour == 24 ? date.plusDays(1).atStartOfDay() : date.atTime(hour, 0);
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /// Two digits are the years from 1970 to 2069.
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() == 4 ? year : year < 70 ? 2000 + year : 1900 + year;
  }

  private static int monthNamed(String name) {
    String lower = name.toLowerCase(Locale.ENGLISH);
    for (int month = 0; month < 12; month++) {
      if (MONTHS.get(month).startsWith(lower) || lower.equals("sept") && month == 8) {
        return month + 1;
      }
    }
    throw new DateTimeException("no such month: " + name);
  }
}
