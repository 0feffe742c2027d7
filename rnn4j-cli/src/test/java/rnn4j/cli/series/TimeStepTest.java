package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cli.series.TimeStep.Unit;

/// Oracle: calendars.
final class TimeStepTest {

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00 2020-01-02T00:00 2020-01-03T00:00,one day",
    "2020-01-01T00:00 2020-01-08T00:00 2020-01-22T00:00 2020-01-29T00:00,one week",
    "2020-01-01T00:00 2020-02-01T00:00 2020-04-01T00:00,one month",
    "2020-01-31T00:00 2020-02-29T00:00 2020-03-31T00:00 2020-04-30T00:00,one month",
    "2020-01-15T00:00 2020-04-15T00:00 2020-07-15T00:00,3 months",
    "1700-01-01T00:00 1701-01-01T00:00 1702-01-01T00:00,one year",
    "2020-01-01T00:00 2020-01-01T01:00 2020-01-01T02:00,one hour",
    "2020-01-01T00:00 2020-01-01T00:15 2020-01-01T00:45,15 minutes",
    "2020-01-01T00:00:00 2020-01-01T00:00:10,10 seconds",
  })
  void theStepIsFoundThoughRowsAreLeftOut(String times, String step) {
    assertThat(TimeStep.detect(times(times))).hasToString(step);
  }

  @Test
  void weekendsAreNoGapsIfThereIsNone() {
    TimeStep step = new TimeStep(Unit.BUSINESS_DAY, 1);
    assertThat(TimeStep.detect(businessDays())).isEqualTo(step);
    LocalDateTime friday = LocalDateTime.parse("2020-01-03T00:00");
    assertThat(step.plus(friday, 1)).isEqualTo("2020-01-06T00:00");
    assertThat(step.plus(friday, 6)).isEqualTo("2020-01-13T00:00");
    assertThat(step.between(friday, LocalDateTime.parse("2020-01-14T00:00"))).isEqualTo(7);
  }

  @Test
  void aMonthEndStaysAMonthEnd() {
    TimeStep step = new TimeStep(Unit.MONTH_END, 1);
    LocalDateTime start = LocalDateTime.parse("2019-11-30T00:00");
    assertThat(step.plus(start, 1)).isEqualTo("2019-12-31T00:00");
    assertThat(step.plus(start, 3)).isEqualTo("2020-02-29T00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00 2020-01-02T00:00 2020-01-03T07:00 2020-01-04T00:00",
    "2020-01-31T00:00 2020-02-28T00:00 2020-03-28T00:05 2020-04-28T00:00",
  })
  void unevenStepsAreNone(String times) {
    assertThat(TimeStep.detect(times(times))).isNull();
  }

  private static List<LocalDateTime> times(String words) {
    return List.of(words.split(" ", -1)).stream().map(LocalDateTime::parse).toList();
  }

  private static List<LocalDateTime> businessDays() {
    List<LocalDateTime> days = new ArrayList<>();
    for (int day = 1; day <= 20; day++) {
      LocalDateTime time = LocalDateTime.of(2020, 1, day, 0, 0);
      if (time.getDayOfWeek().getValue() <= 5) {
        days.add(time);
      }
    }
    return days;
  }
}
