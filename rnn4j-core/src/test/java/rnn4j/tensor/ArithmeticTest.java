package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracles: the scalar operation on every pair of elements, and central differences.
final class ArithmeticTest {

  /// Shapes of two operands and of their result.
  record Shapes(Shape a, Shape b, Shape result) {}

  static List<Shapes> shapes() {
    return List.of(
        new Shapes(Shape.of(), Shape.of(), Shape.of()),
        new Shapes(Shape.of(3), Shape.of(3), Shape.of(3)),
        new Shapes(Shape.of(2, 3), Shape.of(), Shape.of(2, 3)),
        new Shapes(Shape.of(), Shape.of(2, 3), Shape.of(2, 3)),
        new Shapes(Shape.of(2, 3), Shape.of(3), Shape.of(2, 3)),
        new Shapes(Shape.of(3), Shape.of(2, 3), Shape.of(2, 3)),
        new Shapes(Shape.of(2, 3), Shape.of(2, 1), Shape.of(2, 3)),
        new Shapes(Shape.of(2, 1), Shape.of(1, 3), Shape.of(2, 3)),
        new Shapes(Shape.of(4, 2, 3), Shape.of(2, 3), Shape.of(4, 2, 3)),
        new Shapes(Shape.of(4, 1, 3), Shape.of(2, 1), Shape.of(4, 2, 3)),
        new Shapes(Shape.of(2, 1, 3, 1), Shape.of(1, 4, 1, 5), Shape.of(2, 4, 3, 5)),
        new Shapes(Shape.of(1, 1, 1), Shape.of(3), Shape.of(1, 1, 3)),
        new Shapes(Shape.of(0, 3), Shape.of(3), Shape.of(0, 3)),
        new Shapes(Shape.of(2, 0), Shape.of(2, 1), Shape.of(2, 0)));
  }

  private static void check(
      Shapes shapes, BinaryOperator<Tensor> operation, DoubleBinaryOperator scalar) {
    Tensor a = Samples.between(DType.FLOAT64, 1, -1, 1, shapes.a.toArray());
    Tensor b = Samples.between(DType.FLOAT64, 2, 0.5, 1.5, shapes.b.toArray());
    Tensor result = operation.apply(a, b);
    assertThat(result.shape()).isEqualTo(shapes.result);
    for (int i = 0; i < result.numel(); i++) {
      double expected =
          scalar.applyAsDouble(broadcast(a, shapes.result, i), broadcast(b, shapes.result, i));
      assertThat(result.data().get(i)).isEqualTo(expected);
    }
    GradientCheck.check(operation, a, b);
  }

  /// Returns the element of `x` that stands at place `i` of a larger shape.
  private static double broadcast(Tensor x, Shape shape, int i) {
    int[] index = new int[x.dim()];
    int rest = i;
    for (int d = 1; d <= shape.dim(); d++) {
      int at = rest % shape.size(-d);
      rest /= shape.size(-d);
      if (d <= x.dim()) {
        index[x.dim() - d] = x.size(-d) == 1 ? 0 : at;
      }
    }
    return x.get(index);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void sumIsBroadcast(Shapes shapes) {
    check(shapes, Tensor::plus, (a, b) -> a + b);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void differenceIsBroadcast(Shapes shapes) {
    check(shapes, Tensor::minus, (a, b) -> a - b);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void productIsBroadcast(Shapes shapes) {
    check(shapes, Tensor::times, (a, b) -> a * b);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void quotientIsBroadcast(Shapes shapes) {
    check(shapes, Tensor::div, (a, b) -> a / b);
  }

  @ParameterizedTest
  @EnumSource
  void numbersCombineWithEveryElement(DType dtype) {
    Tensor x = Tensor.of(new double[] {-0.0, 0, 3, Double.NEGATIVE_INFINITY}, 4).to(dtype);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(x.plus(2).toDoubleArray()).containsExactly(2, 2, 5, -inf);
    assertThat(x.minus(2).toDoubleArray()).containsExactly(-2, -2, 1, -inf);
    assertThat(x.times(2).toDoubleArray()).containsExactly(-0.0, 0, 6, -inf);
    assertThat(x.times(0).toDoubleArray()).containsExactly(-0.0, 0, 0, Double.NaN);
    assertThat(x.div(2).toDoubleArray()).containsExactly(-0.0, 0, 1.5, -inf);
    assertThat(x.neg().toDoubleArray()).containsExactly(0, -0.0, -3, inf);
  }

  @Test
  void gradientsOfCombinationsWithNumbers() {
    Tensor x = Samples.uniform(3, 2, 3);
    GradientCheck.check(a -> a.plus(2), x);
    GradientCheck.check(a -> a.minus(2), x);
    GradientCheck.check(a -> a.times(-3), x);
    GradientCheck.check(a -> a.div(0.7), x);
    GradientCheck.check(Tensor::neg, x);
  }

  @Test
  void operandUsedTwiceGetsBothGradients() {
    Tensor x = Samples.uniform(4, 3);
    GradientCheck.check(a -> a.times(a), x);
    GradientCheck.check(a -> a.plus(a), x);
    GradientCheck.check(a -> a.times(2).div(a.plus(3)).minus(a), x);
  }

  @Test
  void gradientOfAQuotientNeitherOverflowsNorVanishes() {
    Tensor a = Tensor.of(new float[] {1e25f, 1e-25f}, 2);
    Tensor b = Tensor.of(new float[] {1e25f, 1e-25f}, 2).requiresGrad(true);
    a.div(b).sum().backward();
    assertThat(gradient(b).toFloatArray()).containsExactly(-1e-25f, -1e25f);
  }

  @Test
  void operandsAreNotChanged() {
    Tensor a = Samples.uniform(1, 2, 2).requiresGrad(true);
    Tensor b = Samples.uniform(2, 2, 2).requiresGrad(true);
    double[] before = a.toDoubleArray();
    a.times(b).plus(a).sum().backward();
    assertThat(a.toDoubleArray()).containsExactly(before);
  }

  @Test
  void shapesThatCannotBeBroadcastAreRefused() {
    Tensor a = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> a.plus(Tensor.zeros(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Tensor.plus: shapes are (2, 3) and (2), expected equal sizes, or 1, in every"
                + " dimension");
    assertThatThrownBy(() -> a.div(Tensor.zeros(3, 3)))
        .hasMessage(
            "Tensor.div: shapes are (2, 3) and (3, 3), expected equal sizes, or 1, in every"
                + " dimension");
  }

  @Test
  void typesAreNotMixed() {
    assertThatThrownBy(() -> Tensor.zeros(2).times(Tensor.zeros(DType.FLOAT64, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Tensor.times: other has type float64, expected float32; convert it with to(DType)");
  }
}
