package rnn4j.kernel.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.RowProducts;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: [VectorKernels], to the last bit, before and after these have taken over.
@Tag("vector")
final class StartingKernelsTest {
  private static final int[] DEPTHS = {21, 3};

  @ParameterizedTest
  @CsvSource({"1, 4, 64", "7, 4, 100", "32, 3, 17", "3, 1, 70", "5, 2, 1", "2, 5, 128"})
  void plainLoopsOnPackedWeightsGiveTheSameBits(int rows, int gates, int units) {
    assertSameBits(new StartingKernels(), rows, gates, units);
  }

  @Test
  void vectorsTakeOverWhenTheyArePrepared() {
    var kernels = new StartingKernels();
    assertSameBits(kernels, 7, 4, 100);
    assertThat(kernels.isPlain()).isTrue();
    kernels.prepare();
    assertThat(kernels.isPlain()).isFalse();
    assertSameBits(kernels, 7, 4, 100);
  }

  @Test
  void vectorsTakeOverAfterMuchWork() throws InterruptedException {
    var kernels = new StartingKernels();
    while (kernels.isPlain()) {
      assertSameBits(kernels, 200, 4, 64);
      Thread.sleep(5);
    }
    assertSameBits(kernels, 200, 4, 64);
  }

  @Test
  void vectorsTakeOverWhenGradientsAreSummed() {
    var kernels = new StartingKernels();
    assertSameBits(kernels, 7, 4, 100);
    assertThat(outerProduct(kernels, 7, 100))
        .containsExactly(outerProduct(PlainKernels.INSTANCE, 7, 100));
    assertThat(kernels.isPlain()).isFalse();
    assertSameBits(kernels, 7, 4, 100);
  }

  private static void assertSameBits(Kernels kernels, int rows, int gates, int units) {
    assertThat(product(kernels, rows, gates, units))
        .containsExactly(product(VectorKernels.INSTANCE, rows, gates, units));
    assertThat(sigmoid(kernels, rows, units))
        .containsExactly(sigmoid(VectorKernels.INSTANCE, rows, units));
  }

  private static float[] product(Kernels kernels, int rows, int gates, int units) {
    var random = new SplittableRandom(units);
    var a = new Register[DEPTHS.length];
    var b = new Packed[DEPTHS.length];
    for (int t = 0; t < DEPTHS.length; t++) {
      int depth = DEPTHS[t];
      a[t] = new Register(random(random, rows * depth), 0, depth);
      FloatData matrix = random(random, depth * gates * units);
      b[t] = kernels.pack(matrix, 0, depth, gates, units, 1, units * depth, depth);
    }
    var bias = new Register(random(random, gates * units), 0, 0);
    var c = new FloatData(new float[rows * gates * units]);
    var sums = new Register(c, 0, gates * units);
    for (int block = 0; block < kernels.blocks(units); block++) {
      kernels.multiply(rows, a, b, block, bias, units, sums, units);
    }
    return c.array();
  }

  @Test
  void vectorsTakeOverRowsOfSeveralProducts() {
    var kernels = new StartingKernels();
    var sums = new FloatData(new float[4 * 150]);
    RowProducts row = rows(kernels, sums);
    rows(VectorKernels.INSTANCE, sums).run(false);
    float[] expected = sums.array().clone();
    for (int i = 0; i < 2; i++) {
      Arrays.fill(sums.array(), 0);
      row.run(false);
      assertThat(sums.array()).containsExactly(expected);
      kernels.prepare();
    }
    assertThat(kernels.isPlain()).isFalse();
  }

  /// Binds four products of 150 units, of one gate each, with the same factors.
  private static RowProducts rows(Kernels kernels, FloatData sums) {
    var random = new SplittableRandom(1);
    Register[] a = {new Register(random(random, 21), 0, 0)};
    List<RowProducts.Sums> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Packed[] b = {kernels.pack(random(random, 21 * 150), 0, 21, 1, 150, 1, 0, 21)};
      var bias = new Register(random(random, 150), 0, 0);
      var target = new Register(sums, i * 150, 0);
      all.add(new RowProducts.Sums(b, bias, target, 0, kernels.blocks(150)));
    }
    return kernels.rowProducts(a, all);
  }

  private static float[] outerProduct(Kernels kernels, int rows, int units) {
    var random = new SplittableRandom(units);
    OuterProducts sums = kernels.outerProducts(new int[] {3}, units);
    var left = new Register(random(random, rows * 3), 0, 3);
    var right = new Register(random(random, rows * units), 0, units);
    int[] order = new int[rows];
    for (int r = 0; r < rows; r++) {
      order[r] = rows - 1 - r;
    }
    sums.add(order, new Register[] {left}, right);
    var target = new FloatData(new float[3 * units]);
    sums.addTo(0, 0, units, target, 0, units, 1);
    return target.array();
  }

  private static float[] sigmoid(Kernels kernels, int rows, int units) {
    FloatData values = random(new SplittableRandom(units), rows * units);
    var x = new Register(values, 0, units);
    kernels.apply(Op.SIGMOID, 0, 0, rows, units, x, x, x, x);
    return values.array();
  }

  private static FloatData random(SplittableRandom random, int length) {
    var array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = (float) random.nextDouble(-2, 2);
    }
    return new FloatData(array);
  }
}
