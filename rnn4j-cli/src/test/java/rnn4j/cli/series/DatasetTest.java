package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracle: what `data/README.md` says of the files, counted there by hand.
final class DatasetTest {

  @ParameterizedTest
  @CsvSource({
    "CO2,2284,2225,one week,1958-03-29,2001-12-29,52",
    "SUNSPOTS,309,309,one year,1700,2008,11",
    "AIRLINE,144,144,one month,1949-01,1960-12,12",
  })
  void theBundledSeriesAreWhatTheySay(
      Dataset dataset, int rows, int observed, String step, String first, String last, int season) {
    TimeSeries series = new SeriesReader(null, List.of(), List.of()).read(dataset.table());
    assertThat(series.length()).isEqualTo(rows);
    assertThat(series.observedCount()).isEqualTo(observed);
    assertThat(series.axis().step()).get().hasToString(step);
    assertThat(series.axis().label(0)).isEqualTo(first);
    assertThat(series.axis().label(rows - 1)).isEqualTo(last);
    assertThat(Season.detect(series.values(0, rows * 7 / 10), series.axis().step()).length())
        .isEqualTo(season);
  }
}
