package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Oracle: arithmetic by hand.
final class StandardisationTest {

  @Test
  void numbersGetMeanZeroAndDeviationOne() {
    Standardisation s = fit(2, 4, 4, 4, 5, 5, 7, 9).standard();
    assertThat(s).isEqualTo(new Standardisation(5, 2));
    assertThat(s.apply(9)).isEqualTo(2);
  }

  @Test
  void aroundZeroTheScaleIsTheRootMeanSquare() {
    Standardisation s = fit(3, 4).aroundZero();
    assertThat(s.mean()).isZero();
    assertThat(s.scale()).isCloseTo(Math.sqrt(12.5), within(1e-15));
  }

  @Test
  void equalNumbersAreOnlyMoved() {
    assertThat(fit(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1).standard().scale()).isEqualTo(1);
    assertThat(fit(1e9 + 0.1, 1e9 + 0.1, 1e9 + 0.1).standard().apply(1e9 + 0.1)).isZero();
  }

  private static Standardisation.Fit fit(double... values) {
    var fit = new Standardisation.Fit();
    for (double value : values) {
      fit.accept(value);
    }
    return fit;
  }
}
