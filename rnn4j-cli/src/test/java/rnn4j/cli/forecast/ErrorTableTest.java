package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracle: numbers rounded by hand; the whole table is seen in [ForecastCommandTest].
final class ErrorTableTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "NaN,-",
    "1.23456,1.235",
    "0.0123456,0.01235",
    "12345.678,12346",
    "999.94,999.9",
    "3.296,3.296",
    "0.5,0.5000",
    "1e-12,1.000e-12",
    "2.5e11,2.500e+11"
  })
  void numbersHaveFourSignificantDigits(double value, String text) {
    assertThat(ErrorTable.number(value)).isEqualTo(text);
  }
}
