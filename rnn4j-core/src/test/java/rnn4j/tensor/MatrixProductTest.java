package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.threads.ShareAllWork;

/// Oracles: one fused multiply-add after another, to the last bit; central differences; and the
/// same product computed in other pieces.
@ExtendWith(ShareAllWork.class)
final class MatrixProductTest {
  private static double fma(DType dtype, double a, double b, double c) {
    return dtype == DType.FLOAT32 ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "2,3,4",
    "5,8,9",
    "7,17,33",
    "1,100,65",
    "64,1,3",
    "0,3,2",
    "3,0,2",
    "2,3,0"
  })
  void everyElementIsSummedInOrder(int m, int k, int n) {
    for (DType dtype : DType.values()) {
      Tensor a = Samples.uniform(dtype, 1, m, k);
      Tensor b = Samples.uniform(dtype, 2, k, n);
      Tensor weight = Samples.uniform(dtype, 3, n, k);
      Tensor bias = Samples.uniform(dtype, 4, n);
      Tensor product = a.matmul(b);
      Tensor linear = a.linear(weight, bias);
      assertThat(product.shape()).isEqualTo(Shape.of(m, n));
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          double affine = bias.get(j);
          for (int l = 0; l < k; l++) {
            sum = fma(dtype, a.get(i, l), b.get(l, j), sum);
            affine = fma(dtype, a.get(i, l), weight.get(j, l), affine);
          }
          assertThat(product.get(i, j)).isEqualTo(sum);
          assertThat(linear.get(i, j)).isEqualTo(affine);
        }
      }
    }
  }

  @Test
  void leadingDimensionsAreKept() {
    Tensor a = Samples.uniform(1, 2, 5, 3, 4);
    Tensor b = Samples.uniform(2, 4, 6);
    assertThat(a.matmul(b).shape()).isEqualTo(Shape.of(2, 5, 3, 6));
    Tensor batched = Samples.uniform(3, 2, 5, 4, 6);
    Tensor product = a.matmul(batched);
    assertThat(product.shape()).isEqualTo(Shape.of(2, 5, 3, 6));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 5; j++) {
        Tensor alone = a.select(0, i).select(0, j).matmul(batched.select(0, i).select(0, j));
        assertThat(product.select(0, i).select(0, j).toDoubleArray())
            .containsExactly(alone.toDoubleArray());
      }
    }
    assertThat(Tensor.zeros(0, 3, 4).matmul(Tensor.zeros(0, 4, 2)).shape())
        .isEqualTo(Shape.of(0, 3, 2));
    assertThat(Samples.uniform(4, 5).linear(Samples.uniform(5, 2, 5)).shape())
        .isEqualTo(Shape.of(2));
  }

  @Test
  void gradients() {
    GradientCheck.check(Tensor::matmul, Samples.uniform(1, 3, 4), Samples.uniform(2, 4, 5));
    GradientCheck.check(Tensor::matmul, Samples.uniform(1, 2, 3, 4), Samples.uniform(2, 4, 5));
    GradientCheck.check(Tensor::matmul, Samples.uniform(1, 2, 3, 4), Samples.uniform(2, 2, 4, 5));
    GradientCheck.check(Tensor::linear, Samples.uniform(1, 2, 3, 4), Samples.uniform(2, 5, 4));
    GradientCheck.check(
        x -> x.get(0).linear(x.get(1), x.get(2)),
        List.of(Samples.uniform(1, 2, 3, 4), Samples.uniform(2, 5, 4), Samples.uniform(3, 5)));
    GradientCheck.check(
        x -> x.get(0).linear(x.get(1), x.get(2)),
        List.of(Samples.uniform(1, 4), Samples.uniform(2, 5, 4), Samples.uniform(3, 5)));
    GradientCheck.check(a -> a.matmul(a), Samples.uniform(4, 3, 3));
  }

  @ParameterizedTest
  @EnumSource
  void numberOfThreadsChangesNoBit(DType dtype) {
    Tensor a = Samples.uniform(dtype, 1, 70, 90);
    Tensor weight = Samples.uniform(dtype, 2, 130, 90);
    Tensor bias = Samples.uniform(dtype, 3, 130);
    Tensor upstream = Samples.uniform(dtype, 4, 70, 130);
    List<String> one = results(1, a, weight, bias, upstream);
    for (int count : new int[] {2, 3, 7}) {
      assertThat(results(count, a, weight, bias, upstream)).isEqualTo(one);
    }
  }

  private static List<String> results(
      int threads, Tensor a, Tensor weight, Tensor bias, Tensor upstream) {
    Threads.set(threads);
    List<Tensor> inputs = List.of(a, weight, bias);
    inputs.forEach(input -> input.requiresGrad(true).setGrad(null));
    Tensor linear = a.linear(weight, bias);
    linear.backward(upstream);
    Tensor product = Gradients.off(() -> a.matmul(weight.t()));
    return List.of(
        bits(linear),
        bits(product),
        bits(gradient(a)),
        bits(gradient(weight)),
        bits(gradient(bias)));
  }

  private static String bits(Tensor tensor) {
    return Arrays.toString(tensor.toDoubleArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowOfABatchEqualsTheRowAlone(long seed) {
    var random = new SplittableRandom(seed);
    int rows = random.nextInt(2, 200);
    Tensor a = Samples.uniform(DType.FLOAT32, seed, rows, random.nextInt(1, 150));
    Tensor b = Samples.uniform(DType.FLOAT32, seed, a.size(1), random.nextInt(1, 300));
    int row = random.nextInt(rows);
    Tensor alone = a.slice(0, row, row + 1).matmul(b);
    assertThat(a.matmul(b).slice(0, row, row + 1).toFloatArray())
        .containsExactly(alone.toFloatArray());
  }

  @Test
  void notANumberStaysInItsRow() {
    Tensor a = Samples.uniform(DType.FLOAT32, 1, 9, 5);
    Tensor b = Samples.uniform(DType.FLOAT32, 2, 5, 4);
    Tensor clean = a.matmul(b);
    a.data().set(5 * 3 + 2, Double.NaN);
    Tensor spoiled = a.matmul(b);
    for (int row = 0; row < 9; row++) {
      double[] expected = clean.select(0, row).toDoubleArray();
      if (row == 3) {
        Arrays.fill(expected, Double.NaN);
      }
      assertThat(spoiled.select(0, row).toDoubleArray()).containsExactly(expected);
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    String expected =
        ", expected (..., m, k) and (k, n), or (..., k, n) with the same leading sizes";
    assertThatThrownBy(() -> Tensor.zeros(2, 3).matmul(Tensor.zeros(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Tensor.matmul: shapes are (2, 3) and (2, 3)" + expected);
    assertThatThrownBy(() -> Tensor.zeros(3).matmul(Tensor.zeros(3, 2)))
        .hasMessage("Tensor.matmul: shapes are (3) and (3, 2)" + expected);
    assertThatThrownBy(() -> Tensor.zeros(2, 2, 3).matmul(Tensor.zeros(3, 3, 2)))
        .hasMessage("Tensor.matmul: shapes are (2, 2, 3) and (3, 3, 2)" + expected);
    assertThatThrownBy(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(3, 2)))
        .hasMessage("Tensor.linear: shapes are (2, 3), (3, 2), expected (..., k), (n, k)");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(4, 3), Tensor.zeros(1)))
        .hasMessage(
            "Tensor.linear: shapes are (2, 3), (4, 3) and (1), expected (..., k), (n, k) and (n)");
  }

  @Test
  void threadsMustBeAtLeastOne() {
    assertThatThrownBy(() -> Threads.set(0))
        .hasMessage("Threads.set: count is 0, expected at least 1");
  }
}
