package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracles: sums in double precision, and central differences.
final class ReductionsTest {

  @ParameterizedTest
  @EnumSource
  void sumAndMeanAreRoundedOnce(DType dtype) {
    Tensor x = Samples.uniform(dtype, 1, 10, 123);
    double sum = DoubleStream.of(x.toDoubleArray()).reduce(0, Double::sum);
    boolean single = dtype == DType.FLOAT32;
    assertThat(x.sum().item()).isEqualTo(single ? (float) sum : sum);
    assertThat(x.mean().item()).isEqualTo(single ? (float) (sum / 1230) : sum / 1230);
    assertThat(x.sum().shape()).isEqualTo(Shape.of());
  }

  @Test
  void meanDoesNotOverflow() {
    Tensor x = Tensor.full(DType.FLOAT32, 3e38, 10);
    assertThat(x.mean().item()).isEqualTo(3e38f);
  }

  @Test
  void sumsOverDimensions() {
    Tensor x = Samples.uniform(2, 2, 3, 4);
    Tensor middle = x.sum(1);
    assertThat(middle.shape()).isEqualTo(Shape.of(2, 4));
    Tensor ends = x.sum(0, -1);
    assertThat(ends.shape()).isEqualTo(Shape.of(3));
    for (int j = 0; j < 3; j++) {
      double sum = 0;
      for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 4; k++) {
          sum += x.get(i, j, k);
        }
      }
      assertThat(ends.get(j)).isCloseTo(sum, within(1e-15));
      assertThat(x.mean(0, -1).get(j)).isCloseTo(sum / 8, within(1e-15));
    }
    for (int k = 0; k < 4; k++) {
      assertThat(middle.get(1, k))
          .isCloseTo(x.get(1, 0, k) + x.get(1, 1, k) + x.get(1, 2, k), within(1e-15));
    }
  }

  @Test
  void gradients() {
    Tensor x = Samples.uniform(3, 2, 3, 4);
    GradientCheck.check(Tensor::sum, x);
    GradientCheck.check(Tensor::mean, x);
    GradientCheck.check(a -> a.sum(0), x);
    GradientCheck.check(a -> a.sum(1), x);
    GradientCheck.check(a -> a.sum(-1), x);
    GradientCheck.check(a -> a.sum(0, 2), x);
    GradientCheck.check(a -> a.mean(1, 2), x);
    GradientCheck.check(a -> a.mean(-2), x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -1})
  void softmaxIsThatOfTheFormula(int dim) {
    for (DType dtype : DType.values()) {
      Tensor x = Samples.between(dtype, 4, -9, 9, 3, 4, 5);
      Tensor sums = x.to(DType.FLOAT64).exp().sum(dim).unsqueeze(dim < 0 ? 2 : dim);
      Tensor expected = x.to(DType.FLOAT64).exp().div(sums);
      double tolerance = dtype == DType.FLOAT32 ? 2e-7 : 1e-15;
      assertClose(x.softmax(dim), expected, tolerance);
      // Rounding of numbers up to 18, where the unit in the last place is 1.9e-6.
      assertClose(x.logSoftmax(dim), expected.log(), 10 * tolerance);
    }
  }

  private static void assertClose(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.numel(); i++) {
      assertThat(found.data().get(i)).isCloseTo(expected.data().get(i), within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void gradientsOfSoftmax(int dim) {
    Tensor x = Samples.between(DType.FLOAT64, 5, -3, 3, 2, 3, 4);
    GradientCheck.check(a -> a.softmax(dim), x);
    GradientCheck.check(a -> a.logSoftmax(dim), x);
  }

  @Test
  void normalisedRowsHaveMeanZeroAndVarianceOne() {
    Tensor x = Samples.between(DType.FLOAT64, 6, 4, 9, 3, 50);
    Tensor y = x.normalize(0);
    for (int row = 0; row < 3; row++) {
      Tensor values = y.select(0, row);
      assertThat(values.mean().item()).isCloseTo(0, within(4e-15));
      assertThat(values.times(values).mean().item()).isCloseTo(1, within(4e-15));
    }
    Tensor centred = x.minus(x.mean(1).unsqueeze(1));
    Tensor variance = centred.times(centred).mean(1).unsqueeze(1);
    assertClose(x.normalize(0.5), centred.div(variance.plus(0.5).sqrt()), 4e-15);
    GradientCheck.check(a -> a.normalize(0.1), Samples.uniform(7, 2, 3, 4));
    assertThat(Tensor.zeros(2, 0).normalize(1).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void softmaxDoesNotOverflow() {
    Tensor x = Tensor.of(new float[] {1e4f, 0, -1e4f, Float.NEGATIVE_INFINITY}, 4);
    assertThat(x.softmax(0).toFloatArray()).containsExactly(1, 0, 0, 0);
    assertThat(x.logSoftmax(0).toFloatArray())
        .containsExactly(0, -1e4f, -2e4f, Float.NEGATIVE_INFINITY);
  }

  @Test
  void emptyRowsHaveNoSoftmax() {
    assertThat(Tensor.zeros(0, 3).softmax(1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(Tensor.zeros(3, 0).logSoftmax(1).shape()).isEqualTo(Shape.of(3, 0));
  }

  @Test
  void dimensionsMustExist() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).sum(2))
        .hasMessage("Shape: dimension is 2, expected one of the 2 of (2, 3)");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).softmax(-3)).isInstanceOf(ShapeException.class);
  }
}
