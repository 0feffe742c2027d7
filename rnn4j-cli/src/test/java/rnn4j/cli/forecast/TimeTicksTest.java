package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import rnn4j.cli.csv.Moment.Precision;
import rnn4j.cli.series.TimeAxis;
import rnn4j.cli.series.TimeStep;
import rnn4j.cli.series.TimeStep.Unit;

/// Oracle: calendars.
final class TimeTicksTest {

  @Test
  void marksStandWhereAPeriodBegins() {
    LocalDateTime start = LocalDateTime.parse("2019-11-17T00:00");
    var days = new TimeAxis.Even(start, new TimeStep(Unit.SECOND, 86_400), Precision.DAY);
    assertThat(TimeTicks.of(days, 0, 100).labels())
        .containsExactly(
            "2019-11-28",
            "2019-12-12",
            "2019-12-26",
            "2020-01-09",
            "2020-01-23",
            "2020-02-06",
            "2020-02-20");
    assertThat(TimeTicks.of(days, 0, 300).labels())
        .containsExactly(
            "2019-12", "2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06", "2020-07",
            "2020-08", "2020-09");
    assertThat(TimeTicks.of(days, 0, 1500).places()).first().isEqualTo(45.0);
    assertThat(TimeTicks.of(days, 0, 1500).labels()).startsWith("2020-01");
  }

  @Test
  void rowsWithoutDatesAreCountedFromOne() {
    var ticks = TimeTicks.of(new TimeAxis.Rows(), 0, 99);
    assertThat(ticks.labels()).contains("20", "100");
    assertThat(ticks.places().get(ticks.labels().indexOf("20"))).isEqualTo(19);
  }
}
