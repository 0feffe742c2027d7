package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.csv.Moment.Precision;

/// Oracle: the same moment in ISO 8601.
final class DateTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-03-04|2020-03-04T00:00|DAY",
        "2020/3/4|2020-03-04T00:00|DAY",
        "2020.03.04|2020-03-04T00:00|DAY",
        "2020-03|2020-03-01T00:00|MONTH",
        "3/4/2020|2020-03-04T00:00|DAY",
        "03-04-2020|2020-03-04T00:00|DAY",
        "3/4/98|1998-03-04T00:00|DAY",
        "03/2020|2020-03-01T00:00|MONTH",
        "4 Mar 2020|2020-03-04T00:00|DAY",
        "04-Mar-20|2020-03-04T00:00|DAY",
        "March 4, 2020|2020-03-04T00:00|DAY",
        "Wed, 4 March 2020|2020-03-04T00:00|DAY",
        "Mar 2020|2020-03-01T00:00|MONTH",
        "Mar-20|2020-03-01T00:00|MONTH",
        "2020 March|2020-03-01T00:00|MONTH",
        "2020 3|2020-03-01T00:00|MONTH",
        "2020 Mar 4|2020-03-04T00:00|DAY",
        "2020Q2|2020-04-01T00:00|MONTH",
        "Q4 2020|2020-10-01T00:00|MONTH",
        "2020-W01|2019-12-30T00:00|DAY",
        "2020-03-04T05:06:07|2020-03-04T05:06:07|SECOND",
        "2020-03-04 05:06|2020-03-04T05:06|SECOND",
        "2020-03-04 05|2020-03-04T05:00|SECOND",
        "2020-03-04T05:06:07.891Z|2020-03-04T05:06:07|SECOND",
        "2020-03-04T05:06:00+02:00|2020-03-04T03:06|SECOND",
        "3/4/2020 5:06 PM|2020-03-04T17:06|SECOND",
        "3/4/2020 12:06 a.m.|2020-03-04T00:06|SECOND",
        "04.03.2020 18.00.00|2020-04-03T18:00|SECOND",
        "2020-03-04 24:00|2020-03-05T00:00|SECOND",
        "1958|1958-01-01T00:00|YEAR",
        "195803|1958-03-01T00:00|MONTH",
        "19580329|1958-03-29T00:00|DAY",
        "19580329 06:00|1958-03-29T06:00|SECOND",
        "1577836800|2020-01-01T00:00|SECOND",
        "1577836800000|2020-01-01T00:00|SECOND",
      })
  void datesAreReadInTheFormsPeopleWrite(String text, LocalDateTime time, Precision precision) {
    assertThat(parse(text, DateOrder.MONTH_FIRST)).isEqualTo(new Moment(time, precision));
  }

  @ParameterizedTest
  @CsvSource({"3/4/2020,2020-04-03T00:00", "04.03.2020 18:00,2020-03-04T18:00"})
  void theDayMayComeFirst(String text, LocalDateTime time) {
    Moment moment = parse(text, DateOrder.DAY_FIRST);
    assertThat(moment).extracting(Moment::time).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "12",
        "2020-13-01",
        "2021-02-29",
        "30/30/2020",
        "5:30",
        "12.5",
        "1013.1",
        "2020-01-01 25:00",
        "Foo 2020",
        "3/4/2020 13:00 PM",
        "20201301",
        "1,5"
      })
  void whatIsNoDateIsNotReadAsOne(String text) {
    assertThat(parse(text, DateOrder.MONTH_FIRST)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1958", "195803", "19580329", "1577836800"})
  void digitsAreNoDateWhereNumbersAreNumbers(String text) {
    assertThat(DateText.parse(text, DateOrder.MONTH_FIRST, false)).isNull();
  }

  private static @Nullable Moment parse(String text, DateOrder order) {
    return DateText.parse(text, order, true);
  }
}
