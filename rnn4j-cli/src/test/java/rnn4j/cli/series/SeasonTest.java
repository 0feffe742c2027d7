package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.series.TimeStep.Unit;

/// Oracle: series made with a known season.
final class SeasonTest {

  @ParameterizedTest
  @CsvSource({
    "MONTH,1,12,one year",
    "MONTH,3,4,one year",
    "SECOND,604800,52,one year",
    "SECOND,86400,7,one week",
    "BUSINESS_DAY,1,5,one week",
    "SECOND,3600,24,one day",
    "SECOND,1800,48,one day",
  })
  void theCalendarOffersASeason(Unit unit, long amount, int length, String name) {
    double[] values = made(20 * length, length, 0.3);
    Season season = Season.detect(values, Optional.of(new TimeStep(unit, amount)));
    assertThat(season.length()).isEqualTo(length);
    assertThat(season.reason()).startsWith(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 11, 17, 40})
  void otherSeasonsAreFoundInTheValues(int length) {
    assertThat(Season.detect(made(12 * length, length, 0.3), Optional.empty()).length())
        .isEqualTo(length);
  }

  @Test
  void theCalendarIsNotBelievedAgainstTheValues() {
    Optional<TimeStep> monthly = Optional.of(new TimeStep(Unit.MONTH, 1));
    assertThat(Season.detect(made(240, 17, 0.3), monthly).length()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseWanderingConstantsAndLinesHaveNone(long seed) {
    var random = new SplittableRandom(seed);
    double[] walk = new double[300];
    for (int t = 1; t < 300; t++) {
      walk[t] = walk[t - 1] + random.nextGaussian();
    }
    Optional<TimeStep> monthly = Optional.of(new TimeStep(Unit.MONTH, 1));
    assertThat(Season.detect(walk, monthly).exists()).isFalse();
    assertThat(Season.detect(array(300, t -> random.nextGaussian()), monthly).exists()).isFalse();
    assertThat(Season.detect(array(300, t -> 5 + 1e9), monthly).exists()).isFalse();
    assertThat(Season.detect(array(300, t -> 0.1 * t), monthly).exists()).isFalse();
  }

  /// A pattern with a trend and noise.
  private static double[] made(int rows, int length, double noise) {
    var random = new SplittableRandom(length);
    return array(
        rows, t -> 0.01 * t + Math.sin(2 * Math.PI * t / length) + noise * random.nextGaussian());
  }

  private static double[] array(int rows, IntToDoubleFunction rule) {
    double[] values = new double[rows];
    for (int t = 0; t < rows; t++) {
      values[t] = rule.applyAsDouble(t);
    }
    return values;
  }
}
