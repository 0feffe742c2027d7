package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: the formulas in double precision, mean and variance in two passes. Vectors have the bits
/// of plain Java.
final class RowNormTest {
  private static final double EPS = 1e-5;
  private static final int[] WIDTHS = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 129, 400, 1030};

  static Stream<KernelsTest.Kind> kinds() {
    return KernelsTest.kinds();
  }

  private static double mean(Data x, int from, int width) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x.get(from + j);
    }
    return sum / width;
  }

  private static double scale(Data x, int from, int width) {
    double mean = mean(x, from, width);
    double squares = 0;
    for (int j = 0; j < width; j++) {
      squares += Math.pow(x.get(from + j) - mean, 2);
    }
    return 1 / Math.sqrt(squares / width + EPS);
  }

  /// Rows lie at 0, and ten and a thousand times their spread away from it. Besides the rounding of
  /// the operations, that of the mean to the element type counts.
  @ParameterizedTest
  @MethodSource("kinds")
  void rowsHaveMeanZeroAndVarianceOne(KernelsTest.Kind kind) {
    double ulp = kind.empty() instanceof FloatData ? Math.ulp(1f) : Math.ulp(1.0);
    for (int width : WIDTHS) {
      for (double centre : new double[] {0, 10, -1000}) {
        var random = new SplittableRandom(width);
        int rows = 3;
        int xStride = width + 1;
        int dStride = width + 2;
        Data x = kind.random(random, 2 + rows * xStride);
        for (int i = 0; i < x.length(); i++) {
          x.set(i, x.get(i) + centre);
        }
        Data d = x.zeros(3 + rows * dStride);
        Data scale = x.zeros(4 + rows * 5);
        kind.kernels()
            .normalize(
                rows,
                width,
                EPS,
                new Register(d, 3, dStride),
                new Register(x, 2, xStride),
                new Register(scale, 4, 5));
        for (int r = 0; r < rows; r++) {
          int from = 2 + r * xStride;
          double expected = scale(x, from, width);
          assertThat(scale.get(4 + r * 5) / expected).isCloseTo(1, within(width * ulp));
          double mean = mean(x, from, width);
          double bound = (2 + Math.abs(mean)) * expected * 2 * ulp;
          for (int j = 0; j < width; j++) {
            double value = (x.get(from + j) - mean) * expected;
            assertThat(d.get(3 + r * dStride + j)).isCloseTo(value, within(bound));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void equalElementsHaveNoVariance(KernelsTest.Kind kind) {
    Data x = kind.empty().zeros(100);
    x.fill(0, 100, 8388607);
    Data scale = x.zeros(1);
    kind.kernels()
        .normalize(
            1, 100, EPS, new Register(x, 0, 0), new Register(x, 0, 0), new Register(scale, 0, 0));
    assertThat(scale.get(0)).isCloseTo(1 / Math.sqrt(EPS), within(1e-4));
    for (int j = 0; j < 100; j++) {
      assertThat(x.get(j)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void gradientIsAdded(KernelsTest.Kind kind) {
    double ulp = kind.empty() instanceof FloatData ? Math.ulp(1f) : Math.ulp(1.0);
    for (int width : WIDTHS) {
      var random = new SplittableRandom(width);
      int rows = 2;
      int stride = width + 1;
      Data g = kind.random(random, 1 + rows * stride);
      Data y = kind.random(random, 1 + rows * stride);
      Data before = kind.random(random, 1 + rows * stride);
      Data target = before.zeros(before.length());
      Data scale = kind.random(random, 2);
      kind.kernels()
          .addNormalizeGradient(
              rows,
              width,
              new Register(before, 1, stride),
              new Register(target, 1, stride),
              new Register(g, 1, stride),
              new Register(y, 1, stride),
              new Register(scale, 0, 1));
      for (int r = 0; r < rows; r++) {
        int from = 1 + r * stride;
        double slope = 0;
        for (int j = 0; j < width; j++) {
          slope += g.get(from + j) * y.get(from + j) / width;
        }
        for (int j = 0; j < width; j++) {
          double share = g.get(from + j) - mean(g, from, width) - y.get(from + j) * slope;
          double expected = before.get(from + j) + scale.get(r) * share;
          assertThat(target.get(from + j)).isCloseTo(expected, within(width * ulp + 4 * ulp));
        }
      }
    }
  }

  @Tag("vector")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 15, 16, 17, 24, 31, 32, 33, 63, 100, 257, 1030})
  void vectorsHaveTheBitsOfPlainJava(int width) {
    var random = new SplittableRandom(width);
    int rows = 3;
    int stride = width + 3;
    float[][] arrays = new float[4][rows * stride];
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-9, 9));
      }
    }
    arrays[0][rows * stride - 4] = Float.NaN; // the last row's last element
    float[][][] results = new float[2][][];
    for (int i = 0; i < 2; i++) {
      Kernels kernels = i == 0 ? PlainKernels.INSTANCE : VectorKernels.INSTANCE;
      var x = new Register(new FloatData(arrays[0].clone()), 0, stride);
      var g = new Register(new FloatData(arrays[1].clone()), 0, stride);
      var target = new Register(new FloatData(arrays[2].clone()), 0, stride);
      var d = new Register(new FloatData(arrays[3].clone()), 0, stride);
      var scale = new Register(new FloatData(new float[rows]), 0, 1);
      kernels.normalize(rows, width, EPS, d, x, scale);
      kernels.addNormalizeGradient(rows, width, target, target, g, d, scale);
      results[i] = new float[][] {d.floats(), scale.floats(), target.floats()};
    }
    for (int a = 0; a < 3; a++) {
      for (int i = 0; i < results[0][a].length; i++) {
        assertThat(Float.floatToIntBits(results[1][a][i]))
            .isEqualTo(Float.floatToIntBits(results[0][a][i]));
      }
    }
  }
}
