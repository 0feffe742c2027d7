package rnn4j.kernel.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.FloatMath;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: [FloatMath], to the last bit (of NaN only that it is one), over all floats whose bits
/// are a multiple of 1021, four million of them, and over the 16384 nearest to each bound.
@Tag("vector")
final class VectorMathTest {
  private static final int STRIDE = 1021;

  private static final float ALPHA = 0.7f;

  private static final float[] BOUNDS = {
    FloatMath.SIGMOID_ABOVE,
    FloatMath.SIGMOID_BELOW,
    FloatMath.TANH_BOUND,
    104f,
    89f,
    88.7f,
    87.3f,
    18f,
    1f,
    Float.MIN_NORMAL
  };

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "EXP", "LOG", "ELU", "SOFTPLUS"})
  void functionOfAnyFloat(Op op) {
    var some = new float[1 << 16];
    int count = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      some[count++] = Float.intBitsToFloat((int) bits);
      if (count == some.length) {
        assertSameBits(op, some);
        count = 0;
      }
    }
    assertSameBits(op, some);
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "EXP", "LOG", "ELU", "SOFTPLUS"})
  void functionNearItsBounds(Op op) {
    var some = new float[1 << 14];
    for (float bound : BOUNDS) {
      for (int sign = 0; sign < 2; sign++) {
        int first = Float.floatToIntBits(sign == 0 ? bound : -bound) - some.length / 2;
        for (int i = 0; i < some.length; i++) {
          some[i] = Float.intBitsToFloat(first + i);
        }
        assertSameBits(op, some);
      }
    }
  }

  private static void assertSameBits(Op op, float[] values) {
    var results = new FloatData(new float[values.length]);
    var x = new Register(new FloatData(values), 0, 0);
    VectorKernels.INSTANCE.apply(
        op, ALPHA, 0, 1, values.length, new Register(results, 0, 0), x, x, x);
    for (int i = 0; i < values.length; i++) {
      float expected = op.at(values[i], 0, 0, ALPHA, 0);
      if (Float.floatToIntBits(results.array()[i]) != Float.floatToIntBits(expected)) {
        assertThat(results.array()[i]).as("%s of %s", op, values[i]).isEqualTo(expected);
      }
    }
  }
}
