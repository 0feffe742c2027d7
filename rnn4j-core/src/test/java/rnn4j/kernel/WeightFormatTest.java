package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle of products: the same kernels on weights that were rounded before.
final class WeightFormatTest {
  private static final int[] UNITS = {1, 5, 16, 17, 31, 48, 64, 65, 100, 128, 200};

  static Stream<Arguments> cases() {
    return KernelsTest.kinds()
        .flatMap(kind ->
            Stream.of(WeightFormat.values())
                .flatMap(
                    format -> IntStream.of(UNITS).mapToObj(n -> Arguments.of(kind, format, n))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productIsThatOfTheRoundedWeights(KernelsTest.Kind kind, WeightFormat format, int units) {
    for (int gates = 1; gates <= 4; gates++) {
      for (int rows : new int[] {0, 1, 2, 3, 7, 13, 30}) {
        assertSameProduct(kind, format, rows, gates, units);
      }
    }
  }

  private static void assertSameProduct(
      KernelsTest.Kind kind, WeightFormat format, int rows, int gates, int units) {
    var random = new SplittableRandom(units + rows);
    int terms = random.nextInt(1, 4);
    var a = new Register[terms];
    var stored = new Packed[terms];
    var rounded = new Packed[terms];
    for (int t = 0; t < terms; t++) {
      int depth = random.nextInt(1, 20);
      int columns = gates * units;
      Data matrix = kind.random(random, 2 + depth * columns);
      a[t] = new Register(kind.random(random, 3 + rows * (depth + 1)), 3, depth + 1);
      stored[t] =
          kind.kernels().pack(format, matrix, 2, depth, gates, units, 1, units * depth, depth);
      Data copy = matrix.copy();
      var column = new float[depth];
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < depth; k++) {
          column[k] = (float) matrix.get(2 + j * depth + k);
        }
        format.round(column);
        for (int k = 0; format != WeightFormat.FULL && k < depth; k++) {
          copy.set(2 + j * depth + k, column[k]);
        }
      }
      rounded[t] = kind.kernels().pack(copy, 2, depth, gates, units, 1, units * depth, depth);
      assertThat(stored[t].depth()).isEqualTo(depth);
      assertThat(stored[t].gates()).isEqualTo(gates);
      assertThat(stored[t].units()).isEqualTo(units);
    }
    int stride = gates * (units + 1);
    boolean fromBias = random.nextBoolean();
    Data bias = kind.random(random, stride);
    Data expected = kind.random(random, 1 + rows * stride);
    Data found = expected.copy();
    for (int i = 0; i < 2; i++) {
      var c = new Register(i == 0 ? expected : found, 1, stride);
      var start = fromBias ? new Register(bias, 0, 0) : c;
      for (int block = 0; block < kind.kernels().blocks(units); block++) {
        kind.kernels()
            .multiply(rows, a, i == 0 ? rounded : stored, block, start, units + 1, c, units + 1);
      }
    }
    assertThat(values(found)).isEqualTo(values(expected));
  }

  private static double[] values(Data data) {
    return IntStream.range(0, data.length()).mapToDouble(data::get).toArray();
  }

  @Test
  void halfOfAFloatIsTheNearestToEven() {
    assertThat(bfloat16(1 + 0x1p-8f)).as("halfway, down to even").isEqualTo(1f);
    assertThat(bfloat16(1 + 0x3p-8f)).as("halfway, up to even").isEqualTo(1 + 0x1p-6f);
    assertThat(bfloat16(1 + 0x1p-8f + 0x1p-20f)).isEqualTo(1 + 0x1p-7f);
    assertThat(bfloat16(-1 - 0x1p-9f)).isEqualTo(-1f);
    assertThat(bfloat16(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(bfloat16(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(bfloat16(Float.intBitsToFloat(0x7f800001))).isNaN();
    assertThat(bfloat16(Float.intBitsToFloat(0xffffffff))).isNaN();
    assertThat(Float.floatToRawIntBits(bfloat16(-0f))).isEqualTo(0x80000000);
    var random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      float w = (float) random.nextDouble(-1, 1);
      assertThat(bfloat16(w)).isCloseTo(w, within(Math.abs(w) / 256));
    }
  }

  private static float bfloat16(float w) {
    float[] column = {w};
    WeightFormat.BFLOAT16.round(column);
    return column[0];
  }

  @Test
  void byteIsTheNearestMultipleOfTheColumnsFactor() {
    float[] column = {-1.27f, 0.634f, 0.006f, 0.004f, 0};
    WeightFormat.INT8.round(column);
    float factor = 1.27f / 127;
    assertThat(column).containsExactly(-127 * factor, 63 * factor, factor, 0, 0);
    float[] zeros = new float[3];
    WeightFormat.INT8.round(zeros);
    assertThat(zeros).containsExactly(0, 0, 0);
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] broken = {1, odd};
      WeightFormat.INT8.round(broken);
      assertThat(broken).containsOnly(Float.NaN);
    }
  }
}
