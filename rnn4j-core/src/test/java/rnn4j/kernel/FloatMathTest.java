package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracle: `StrictMath` in double precision, over all floats whose bits are a multiple of 4099, a
/// million of them. A sweep over every 127th float found the same bounds.
final class FloatMathTest {
  private static final int STRIDE = 4099;

  private interface FloatFunction {
    float apply(float x);
  }

  /// Measured: 2.93 ulp, at -16.645264.
  @Test
  void sigmoidIsWithinThreeUlp() {
    assertThat(worst(FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -88.3f)).isLessThan(3);
  }

  /// Measured: 2.48 ulp, at -4.2282367.
  @Test
  void hyperbolicTangentIsWithinTwoAndAHalfUlp() {
    assertThat(worst(FloatMath::tanh, StrictMath::tanh, Float.NEGATIVE_INFINITY)).isLessThan(2.5);
  }

  /// Measured: 1.01 ulp, at -38.44233.
  @Test
  void exponentialIsWithinAUlpAndATenth() {
    assertThat(worst(FloatMath::exp, StrictMath::exp, Float.NEGATIVE_INFINITY)).isLessThan(1.1);
  }

  /// Measured: 0.79 ulp, at 1.4133105.
  @Test
  void logarithmIsWithinOneUlp() {
    assertThat(worst(FloatMath::log, StrictMath::log, 0)).isLessThan(1);
  }

  /// Measured: 0.91 ulp, at -0.37582883.
  @Test
  void exponentialLessOneIsWithinOneUlpBelowZero() {
    assertThat(
            worst(
                x -> FloatMath.expm1OfNegative(Math.min(x, 0)),
                x -> StrictMath.expm1(Math.min(x, 0)),
                Float.NEGATIVE_INFINITY))
        .isLessThan(1);
  }

  /// Measured: 1.62 ulp, at -0.710122.
  @Test
  void softplusIsWithinTwoUlp() {
    assertThat(worst(FloatMath::softplus, DoubleMath::softplus, Float.NEGATIVE_INFINITY))
        .isLessThan(2);
  }

  /// Returns the largest error in units in the last place, from the given argument upwards.
  private static double worst(FloatFunction function, DoubleUnaryOperator exact, float from) {
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (x >= from) {
        double value = exact.applyAsDouble(x);
        float expected = (float) value;
        float found = function.apply(x);
        if (found != expected) {
          worst = Math.max(worst, Math.abs(found - value) / Math.ulp(expected));
        }
      }
    }
    return worst;
  }

  @Test
  void sigmoidIsOffByLittleAbsolutely() {
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        double exact = 1 / (1 + StrictMath.exp(-x));
        worst = Math.max(worst, Math.abs(FloatMath.sigmoid(x) - exact));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(9e-8); // measured: 8.9e-8
  }

  @Test
  void rangesAreKept() {
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        assertThat(FloatMath.sigmoid(x)).isBetween(0f, 1f);
        assertThat(FloatMath.tanh(x)).isBetween(-1f, 1f);
        assertThat(FloatMath.exp(x)).isGreaterThanOrEqualTo(0f);
      }
    }
  }

  @Test
  void infinitiesGiveLimits() {
    assertThat(FloatMath.sigmoid(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(FloatMath.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.expm1OfNegative(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(FloatMath.softplus(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(FloatMath.softplus(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0x7fa5a5a5, 0xffc12345})
  void notANumberStaysSoWhateverItsBits(int bits) {
    float nan = Float.intBitsToFloat(bits);
    assertThat(FloatMath.sigmoid(nan)).isNaN();
    assertThat(FloatMath.tanh(nan)).isNaN();
    assertThat(FloatMath.exp(nan)).isNaN();
    assertThat(FloatMath.log(nan)).isNaN();
    assertThat(FloatMath.expm1OfNegative(nan)).isNaN();
    assertThat(FloatMath.softplus(nan)).isNaN();
  }

  @Test
  void valuesAtZeroAreExact() {
    for (float zero : new float[] {0f, -0f}) {
      assertThat(FloatMath.sigmoid(zero)).isEqualTo(0.5f);
      assertThat(FloatMath.tanh(zero)).isZero();
      assertThat(FloatMath.exp(zero)).isEqualTo(1f);
      assertThat(FloatMath.log(zero)).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(FloatMath.expm1OfNegative(zero)).isZero();
      assertThat(FloatMath.softplus(zero)).isEqualTo((float) StrictMath.log(2));
    }
    assertThat(FloatMath.log(1f)).isZero();
  }

  @Test
  void negativeNumbersHaveNoLogarithm() {
    assertThat(FloatMath.log(-Float.MIN_VALUE)).isNaN();
    assertThat(FloatMath.log(Float.NEGATIVE_INFINITY)).isNaN();
  }

  @Test
  void smallestFloatsSurviveTheHyperbolicTangent() {
    assertThat(FloatMath.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.tanh(-Float.MIN_NORMAL)).isEqualTo(-Float.MIN_NORMAL);
  }

  @Test
  void exponentialUnderflowsGradually() {
    assertThat(FloatMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-104f)).isZero();
    assertThat(FloatMath.exp(88.72f)).isFinite();
    assertThat(FloatMath.exp(88.73f)).isInfinite();
  }
}
