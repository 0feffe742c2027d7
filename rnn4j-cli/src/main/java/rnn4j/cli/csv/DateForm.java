package rnn4j.cli.csv;

import java.time.DateTimeException;
import java.time.DayOfWeek;
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

/// The forms in which people write dates, without a time of day.
@SuppressWarnings("ImmutableEnumChecker") // the rules are lambdas without state
enum DateForm {
  YEAR_MONTH_DAY(
      "(\\d{4})([-/. ])(\\d{1,2})\\2(\\d{1,2})",
      (m, order) -> day(number(m, 1), number(m, 3), number(m, 4))),
  YEAR_MONTH("(\\d{4})[-/ ](\\d{1,2})", (m, order) -> month(number(m, 1), number(m, 2))),
  DAY_MONTH_YEAR(
      "(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})",
      (m, order) ->
          order == DateOrder.MONTH_FIRST
              ? day(year(m, 4), number(m, 1), number(m, 3))
              : day(year(m, 4), number(m, 3), number(m, 1))),
  MONTH_YEAR("(\\d{1,2})[-/](\\d{4})", (m, order) -> month(number(m, 2), number(m, 1))),
  DAY_NAME_YEAR(
      "(\\d{1,2})[-/. ]*([A-Za-z]{3,9})\\.?[-/., ]+(\\d{4}|\\d{2})",
      (m, order) -> day(year(m, 3), named(m, 2), number(m, 1))),
  NAME_DAY_YEAR(
      "([A-Za-z]{3,9})\\.?[-/. ]+(\\d{1,2})(?:st|nd|rd|th)?,?[-/ ]+(\\d{4})",
      (m, order) -> day(number(m, 3), named(m, 1), number(m, 2))),
  NAME_YEAR(
      "([A-Za-z]{3,9})\\.?[-/., ]+(\\d{4}|\\d{2})", (m, order) -> month(year(m, 2), named(m, 1))),
  YEAR_NAME_DAY(
      "(\\d{4})[-/. ]+([A-Za-z]{3,9})[-/. ]+(\\d{1,2})",
      (m, order) -> day(number(m, 1), named(m, 2), number(m, 3))),
  YEAR_NAME("(\\d{4})[-/. ]+([A-Za-z]{3,9})", (m, order) -> month(number(m, 1), named(m, 2))),
  YEAR_QUARTER(
      "(\\d{4})[- /]?[Qq]([1-4])", (m, order) -> month(number(m, 1), 3 * number(m, 2) - 2)),
  QUARTER_YEAR(
      "[Qq]([1-4])[- /]?(\\d{4})", (m, order) -> month(number(m, 2), 3 * number(m, 1) - 2)),
  YEAR_WEEK("(\\d{4})-?[Ww](\\d{2})", (m, order) -> week(number(m, 1), number(m, 2))),

  // Digits alone; only where numbers may be dates.
  YEAR("(\\d{4})", (m, order) -> newYear(number(m, 1))),
  YEAR_MONTH_DIGITS("(\\d{4})(\\d{2})", (m, order) -> month(number(m, 1), number(m, 2))),
  YEAR_MONTH_DAY_DIGITS(
      "(\\d{4})(\\d{2})(\\d{2})", (m, order) -> day(number(m, 1), number(m, 2), number(m, 3))),
  EPOCH_SECONDS("(\\d{9,10})", (m, order) -> epoch(Long.parseLong(m.group(1)))),
  EPOCH_MILLIS("(\\d{12,13})", (m, order) -> epoch(Long.parseLong(m.group(1)) / 1000));

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private final Pattern pattern;
  private final Rule rule;

  private interface Rule {
    Moment apply(Matcher matcher, DateOrder order);
  }

  DateForm(String pattern, Rule rule) {
    this.pattern = Pattern.compile(pattern);
    this.rule = rule;
  }

  /// Returns the date, or null if this is none.
  ///
  /// @param numbers whether digits alone may be a date
  /// @throws DateTimeException if this has the form of a date but is none
  static @Nullable Moment parse(String text, DateOrder order, boolean numbers) {
    for (DateForm form : values()) {
      Matcher matcher = form.pattern.matcher(text);
      if ((numbers || form.compareTo(YEAR) < 0) && matcher.matches()) {
        return form.rule.apply(matcher, order);
      }
    }
    return null;
  }

  private static Moment newYear(int year) {
    return new Moment(LocalDate.of(year, 1, 1).atStartOfDay(), Precision.YEAR);
  }

  private static Moment month(int year, int month) {
    return new Moment(LocalDate.of(year, month, 1).atStartOfDay(), Precision.MONTH);
  }

  private static Moment day(int year, int month, int day) {
    return new Moment(LocalDate.of(year, month, day).atStartOfDay(), Precision.DAY);
  }

  /// The Monday of an ISO week.
  private static Moment week(int year, int week) {
    LocalDate fourth = LocalDate.of(year, 1, 4); // always in the first week
    LocalDate monday = fourth.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
    return new Moment(monday.atStartOfDay(), Precision.DAY);
  }

  private static Moment epoch(long seconds) {
    return new Moment(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC), Precision.SECOND);
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /// Two digits are the years from 1970 to 2069.
  private static int year(Matcher m, int group) {
    int year = number(m, group);
    if (m.group(group).length() == 4) {
      return year;
    }
    return year < 70 ? 2000 + year : 1900 + year;
  }

  private static int named(Matcher m, int group) {
    String name = m.group(group).toLowerCase(Locale.ENGLISH);
    for (int month = 1; month <= MONTHS.size(); month++) {
      if (MONTHS.get(month - 1).startsWith(name)) {
        return month;
      }
    }
    if (name.equals("sept")) {
      return 9;
    }
    throw new DateTimeException("no such month: " + name);
  }
}
