package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.random.TorchRandom;

/// Oracles: `Math` in double precision, and central differences.
final class FunctionsTest {

  /// A function with its formula; it is tried on numbers between two bounds, where it is smooth.
  record Case(
      String name,
      UnaryOperator<Tensor> function,
      DoubleUnaryOperator formula,
      double from,
      double to) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("sigmoid", Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)), -5, 5),
        new Case("tanh", Tensor::tanh, Math::tanh, -3, 3),
        new Case("relu", Tensor::relu, x -> x, 0.1, 2),
        new Case("relu below zero", Tensor::relu, _ -> 0, -2, -0.1),
        new Case("exp", Tensor::exp, Math::exp, -2, 2),
        new Case("log", Tensor::log, Math::log, 0.5, 3),
        new Case("softplus", Tensor::softplus, x -> Math.log1p(Math.exp(x)), -20, 20),
        new Case("sqrt", Tensor::sqrt, Math::sqrt, 0.5, 3),
        new Case("abs", Tensor::abs, x -> x, 0.1, 2),
        new Case("abs below zero", Tensor::abs, x -> -x, -2, -0.1),
        new Case("clip within", x -> x.clip(-1, 1), x -> x, -0.9, 0.9),
        new Case("clip above", x -> x.clip(-1, 1), _ -> 1, 1.1, 2),
        new Case("clip below", x -> x.clip(-1, 1), _ -> -1, -2, -1.1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueIsThatOfTheFormula(Case c) {
    for (DType dtype : DType.values()) {
      Tensor x = Samples.between(dtype, 1, c.from, c.to, 3, 50);
      Tensor y = c.function.apply(x);
      assertThat(y.shape()).isEqualTo(x.shape());
      assertThat(y.dtype()).isEqualTo(dtype);
      double tolerance = dtype == DType.FLOAT32 ? 3e-7 : 1e-15;
      for (int i = 0; i < x.numel(); i++) {
        double expected = c.formula.applyAsDouble(x.data().get(i));
        assertThat(y.data().get(i))
            .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsThatOfCentralDifferences(Case c) {
    GradientCheck.check(c.function, Samples.between(DType.FLOAT64, 2, c.from, c.to, 3, 5));
  }

  @Test
  void gradientsAtKinksArePyTorchs() {
    Tensor x = Tensor.of(new float[] {-1, 0, 1, Float.NaN}, 4).requiresGrad(true);
    x.relu().sum().backward();
    assertThat(gradient(x).toFloatArray()).containsExactly(0, 0, 1, 1);
    x.setGrad(null);
    x.abs().sum().backward();
    assertThat(gradient(x).toFloatArray()).containsExactly(-1, 0, 1, 0);
    x.setGrad(null);
    x.clip(-1, 1).sum().backward();
    assertThat(gradient(x).toFloatArray()).containsExactly(1, 1, 1, 0);
  }

  @Test
  void infinitiesGiveLimits() {
    Tensor x = Tensor.of(new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}, 2);
    assertThat(x.sigmoid().toFloatArray()).containsExactly(0, 1);
    assertThat(x.tanh().toFloatArray()).containsExactly(-1, 1);
    assertThat(x.relu().toFloatArray()).containsExactly(0, Float.POSITIVE_INFINITY);
    assertThat(x.exp().toFloatArray()).containsExactly(0, Float.POSITIVE_INFINITY);
    assertThat(x.clip(-2, 3).toFloatArray()).containsExactly(-2, 3);
    assertThat(x.softplus().toFloatArray()).containsExactly(0, Float.POSITIVE_INFINITY);
  }

  @Test
  void clipNeedsAnInterval() {
    assertThatThrownBy(() -> Tensor.zeros(1).clip(1, 0))
        .hasMessage("Tensor.clip: low is 1.0 and high is 0.0, expected low <= high");
  }

  @Test
  void dropoutScalesWhatItKeeps() {
    for (DType dtype : DType.values()) {
      Tensor x = Samples.uniform(dtype, 1, 1000);
      Tensor y = x.dropout(0.5, TorchRandom.seed(1));
      int kept = 0;
      for (int i = 0; i < x.numel(); i++) {
        if (y.get(i) != 0) {
          assertThat(y.get(i)).isEqualTo(2 * x.get(i));
          kept++;
        }
      }
      assertThat(kept).isBetween(450, 550);
    }
  }

  @Test
  void gradientOfDropoutIsThatOfTheSameMask() {
    GradientCheck.check(x -> x.dropout(0.3, TorchRandom.seed(7)), Samples.uniform(1, 4, 5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void dropoutNeedsAProbability(double p) {
    assertThatThrownBy(() -> Tensor.zeros(1).dropout(p, TorchRandom.seed(0)))
        .hasMessage("Tensor.dropout: p is " + p + ", expected a probability in [0, 1]");
  }
}
