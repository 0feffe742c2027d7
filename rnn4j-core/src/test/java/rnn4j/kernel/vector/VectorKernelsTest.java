package rnn4j.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.plain.PlainKernels;

/// Oracle: [PlainKernels], to the last bit. Of NaN only that it is one: which of two NaN's bits a
/// sum takes over is the processor's affair. Arrays end where their last row ends, and all of the
/// target is compared, so that a read or write beyond a row fails.
@Tag("vector")
final class VectorKernelsTest {

  /// One less, equal and one more than vectors, panels and blocks of each width.
  private static final int[] SIZES = {
    1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 31, 32, 33, 48, 63, 64, 65, 79, 100, 127, 128, 129, 257
  };

  static IntStream sizes() {
    return Arrays.stream(SIZES);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productOfAnyWidth(int units) {
    for (int gates = 1; gates <= 5; gates++) {
      for (int rows : new int[] {1, 2, 3, 5, 6, 8, 13, 32}) {
        assertSameProduct(units + rows, rows, 19, gates, units);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productOfAnyDepth(int depth) {
    assertSameProduct(depth, 1, depth, 4, 81);
    assertSameProduct(depth, 7, depth, 3, 81);
    assertSameProduct(depth, 4, depth, 1, 33);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productOfAnyNumberOfRows(int rows) {
    assertSameProduct(rows, rows, 5, 4, 70);
    assertSameProduct(rows, rows, 5, 1, 13);
  }

  @ParameterizedTest
  @FieldSource("SIZES")
  void emptyProductAddsNothing(int units) {
    assertSameProduct(units, 0, 3, 2, units);
    assertSameProduct(units, 3, 0, 2, units);
  }

  private static void assertSameProduct(int seed, int rows, int depth, int gates, int units) {
    var random = new SplittableRandom(seed);
    boolean extreme = random.nextBoolean();
    boolean transposed = random.nextBoolean();
    int terms = random.nextInt(1, 4);
    int cGates = units + random.nextInt(3);
    int cStride = gates * cGates;
    if (random.nextBoolean()) { // all rows of a gate together, not all gates of a row
      cGates = rows * units + random.nextInt(3);
      cStride = units;
    }
    FloatData[] results = new FloatData[2];
    for (int i = 0; i < 2; i++) {
      Kernels kernels = i == 0 ? PlainKernels.INSTANCE : VectorKernels.INSTANCE;
      var draw = new SplittableRandom(seed);
      var a = new Register[terms];
      var b = new Packed[terms];
      for (int t = 0; t < terms; t++) {
        int k = Math.max(0, depth - t);
        FloatData matrix = random(draw, 3 + k * gates * units, extreme);
        b[t] =
            transposed
                ? kernels.pack(matrix, 3, k, gates, units, 1, units * k, k)
                : kernels.pack(matrix, 3, k, gates, units, gates * units, units, 1);
        int stride = k + draw.nextInt(3);
        a[t] =
            new Register(random(draw, 2 + Math.max(0, rows - 1) * stride + k, extreme), 2, stride);
      }
      int length = 5 + Math.max(0, rows - 1) * cStride + (gates - 1) * cGates + units;
      results[i] = random(draw, length, extreme);
      var c = new Register(results[i], 5, cStride);
      boolean fromBias = draw.nextBoolean();
      var start = fromBias ? new Register(random(draw, 1 + gates * units, extreme), 1, 0) : c;
      for (int block = 0; block < kernels.blocks(units); block++) {
        kernels.multiply(rows, a, b, block, start, fromBias ? units : cGates, c, cGates);
      }
    }
    assertSameBits(results[1], results[0]);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void outerProductsOfAnyColumns(int columns) {
    for (int m : new int[] {1, 2, 6, 17, 96}) {
      assertSameOuterProducts(columns, columns + 3, columns, m);
      assertSameOuterProducts(columns, 40, m, columns, 1);
      assertSameOuterProducts(columns, 40, m, 1, columns, m);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void outerProductsOfAnyNumberOfRows(int rows) {
    assertSameOuterProducts(rows, rows, 70, 9, 2);
    assertSameOuterProducts(rows, 3 * rows, 20, 7);
    assertSameOuterProducts(rows, 0, 3, 1);
  }

  private static void assertSameOuterProducts(int seed, int summed, int columns, int... widths) {
    var random = new SplittableRandom(seed);
    boolean extreme = random.nextBoolean();
    int stored = summed + 2;
    int[] rows = random.ints(summed, 0, stored).toArray();
    Register[] left =
        IntStream.of(widths)
            .mapToObj(width -> rows(random, stored, width, extreme))
            .toArray(Register[]::new);
    Register right = rows(random, stored, columns, extreme);

    OuterProducts expected = PlainKernels.INSTANCE.outerProducts(widths, columns);
    OuterProducts sums = VectorKernels.INSTANCE.outerProducts(widths, columns);
    expected.add(rows, left, right);
    sums.add(rows, left, right);
    for (int i = 0; i < widths.length; i++) {
      int from = random.nextInt(columns);
      int count = columns - from;
      int stride = random.nextBoolean() ? 1 : count + 1;
      int other = stride == 1 ? widths[i] + 1 : 1;
      var matrix = random(random, 1 + (widths[i] - 1) * stride + (count - 1) * other + 1, extreme);
      var same = (FloatData) matrix.copy();
      expected.addTo(i, from, count, matrix, 1, stride, other);
      sums.addTo(i, from, count, same, 1, stride, other);
      assertSameBits(same, matrix);
    }
  }

  private static Register rows(SplittableRandom random, int count, int width, boolean extreme) {
    int stride = width + random.nextInt(3);
    return new Register(random(random, 1 + (count - 1) * stride + width, extreme), 1, stride);
  }

  @ParameterizedTest
  @EnumSource
  void operationOnAnyNumberOfLanes(Op op) {
    for (int lanes : SIZES) {
      assertSameOperation(op, lanes, 1, 0);
      assertSameOperation(op, lanes, 3, lanes + 2);
    }
  }

  /// The target is apart, then each operand in turn; the second operand may be one row, repeated.
  private static void assertSameOperation(Op op, int lanes, int rows, int stride) {
    var random = new SplittableRandom(lanes);
    int end = (rows - 1) * stride + lanes;
    FloatData[] operands = {
      random(random, 1 + end, true), random(random, 2 + end, true), random(random, 3 + end, true)
    };
    for (int place = 0; place < 4; place++) {
      for (int repeated : new int[] {0, stride}) {
        if (place == 2 && repeated != stride) {
          continue; // each row would read what the one before has written
        }
        FloatData[] results = new FloatData[2];
        for (int i = 0; i < 2; i++) {
          Kernels kernels = i == 0 ? PlainKernels.INSTANCE : VectorKernels.INSTANCE;
          Register[] registers = new Register[4];
          for (int o = 0; o < 3; o++) {
            registers[o] = new Register(operands[o].copy(), o + 1, o == 1 ? repeated : stride);
          }
          registers[3] = new Register(operands[0].zeros(4 + end), 4, stride);
          Register d = place == 0 ? registers[3] : registers[place - 1];
          kernels.apply(op, -0.3, 0.4, rows, lanes, d, registers[0], registers[1], registers[2]);
          results[i] = (FloatData) d.data;
        }
        assertSameBits(results[1], results[0]);
      }
    }
  }

  /// Numbers in `[-1, 1)`; where extreme ones are asked for, of all magnitudes, and now and then
  /// something that is no ordinary number.
  private static FloatData random(SplittableRandom random, int length, boolean extreme) {
    float[] odd = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      -1e-40f,
      -0f,
      0f
    };
    var array = new float[length];
    for (int i = 0; i < length; i++) {
      double value = random.nextDouble(-1, 1);
      if (extreme && random.nextInt(30) == 0) {
        value = odd[random.nextInt(odd.length)];
      } else if (extreme) {
        value = Math.scalb(value, random.nextInt(-20, 20));
      }
      array[i] = (float) value;
    }
    return new FloatData(array);
  }

  private static void assertSameBits(FloatData found, FloatData expected) {
    assertThat(bits(found)).isEqualTo(bits(expected));
  }

  /// Returns the bits of all elements; of any NaN the usual ones.
  private static int[] bits(FloatData data) {
    return IntStream.range(0, data.length())
        .map(i -> Float.floatToIntBits(data.array()[i]))
        .toArray();
  }
}
