package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracle: the formula in double precision, written here anew.
final class OpTest {

  private static double formula(Op op, double x, double y, double z, double a, double b) {
    return switch (op) {
      case COPY -> x;
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case FMA -> x * y + z;
      case SCALE -> a * x + b;
      case SCALE_ADD -> a * x + y;
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SIGMOID_BACK -> x * (y - y * y);
      case TANH -> (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
      case TANH_BACK -> x - x * y * y;
      case RELU -> x > 0 ? x : 0;
      case RELU_BACK -> y > 0 ? x : 0;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> x < 0 ? -x : x;
      case ABS_BACK -> y < 0 ? -x : y > 0 ? x : 0;
      case CLIP -> Math.min(Math.max(x, a), b);
      case CLIP_BACK -> a <= y && y <= b ? x : 0;
      case LEAKY_RELU -> x > 0 ? x : a * x;
      case LEAKY_RELU_BACK -> y > 0 ? x : a * x;
      case ELU -> x > 0 ? x : a * Math.exp(x) - a;
      case ELU_BACK -> y > 0 ? x : a * x * Math.exp(y);
      case SOFTSIGN -> x / (1 + Math.max(x, -x));
      case SOFTSIGN_BACK -> x / Math.pow(1 + Math.max(y, -y), 2);
      case SOFTPLUS -> Math.log(1 + Math.exp(x));
      case SOFTPLUS_BACK -> x / (1 + Math.exp(-y));
    };
  }

  /// Operands are of `[-1, 1)`, those of root and logarithm of `(0, 1]`, so that rounding of each
  /// step counts at most one unit of 1.
  @ParameterizedTest
  @EnumSource
  void valueIsThatOfTheFormula(Op op) {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      boolean positive = op == Op.SQRT || op == Op.LOG;
      float x = positive ? 1 - (float) random.nextDouble() : (float) random.nextDouble(-1, 1);
      float y = (float) random.nextDouble(-1, 1);
      float z = (float) random.nextDouble(-1, 1);
      float a = (float) random.nextDouble(-1, 0);
      float b = (float) random.nextDouble(0, 1);
      double expected = formula(op, x, y, z, a, b);
      double scale = Math.max(1, Math.abs(expected));
      assertThat(Math.abs(op.at((double) x, y, z, a, b) - expected) / scale)
          .isLessThan(4 * Math.ulp(1.0));
      assertThat(Math.abs(op.at(x, y, z, a, b) - expected) / scale).isLessThan(2 * Math.ulp(1f));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "RELU", "EXP", "LOG", "SQRT", "ABS", "CLIP", "SCALE"})
  void notANumberStaysSo(Op op) {
    assertThat(op.at(Double.NaN, 0, 0, -1, 1)).isNaN();
    assertThat(op.at(Float.NaN, 0, 0, -1, 1)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-800, -30, 0, 30, 800})
  void doubleSigmoidAndSoftplusSaturateWithoutOverflow(double x) {
    double sigmoid = x < -700 ? 0 : 1 / (1 + Math.exp(-x));
    assertThat(DoubleMath.sigmoid(x)).isEqualTo(sigmoid);
    double softplus = x > 700 ? x : Math.log1p(Math.exp(x));
    assertThat(DoubleMath.softplus(x)).isEqualTo(softplus);
  }

  @Test
  void productsAreRoundedOnce() {
    float x = 1 + 0x1p-12f;
    assertThat(Op.FMA.at(x, x, -1, 0, 0)).isEqualTo(0x1p-11f + 0x1p-24f);
    assertThat(Op.SCALE.at(x, 0, 0, x, -1)).isEqualTo(0x1p-11f + 0x1p-24f);
    assertThat(Op.SCALE_ADD.at(x, -1, 0, x, 0)).isEqualTo(0x1p-11f + 0x1p-24f);
  }
}
