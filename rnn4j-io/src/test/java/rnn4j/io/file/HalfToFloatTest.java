package rnn4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: the definition of IEEE half precision, evaluated in `double`, for all of its numbers.
final class HalfToFloatTest {

  @Test
  void finiteNumbersAreSignTimesMantissaTimesPowerOfTwo() {
    for (int half = 0; half < 1 << 16; half++) {
      int exponent = half >> 10 & 31;
      if (exponent == 31) {
        continue;
      }
      double mantissa = (half & 1023) / 1024.0;
      double size =
          exponent == 0 ? mantissa * Math.pow(2, -14) : (1 + mantissa) * Math.pow(2, exponent - 15);
      double expected = half < 1 << 15 ? size : -size;

      double found = TensorBytes.halfToFloat((short) half);

      assertThat(Double.doubleToRawLongBits(found))
          .as("0x%04x", half)
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @Test
  void infinitiesAndNotANumbersKeepSignAndPayload() {
    for (int payload = 0; payload < 1 << 10; payload++) {
      float positive = TensorBytes.halfToFloat((short) (0x7c00 | payload));
      float negative = TensorBytes.halfToFloat((short) (0xfc00 | payload));

      assertThat(Float.floatToRawIntBits(positive)).isEqualTo(0x7f800000 | payload << 13);
      assertThat(Float.floatToRawIntBits(negative)).isEqualTo(0xff800000 | payload << 13);
    }
  }
}
