package rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.Tensor;

final class ClipGradTest {

  private static Tensor withGradient(double... elements) {
    Tensor parameter = Tensor.of(new double[elements.length], elements.length).requiresGrad(true);
    parameter.setGrad(Tensor.of(elements, elements.length));
    return parameter;
  }

  @Test
  void normIsThatOfAllGradientsTogether() {
    Tensor a = withGradient(3, 0);
    Tensor b = withGradient(-4);
    Tensor none = Tensor.zeros(3).requiresGrad(true);
    assertThat(ClipGrad.norm(List.of(a, none, b), 1)).isEqualTo(5);
    double factor = 1 / (5 + 1e-6);
    assertThat(gradient(a).toDoubleArray()).containsExactly(3 * factor, 0);
    assertThat(gradient(b).toDoubleArray()).containsExactly(-4 * factor);
    assertThat(none.grad()).isNull();
  }

  @Test
  void gradientsWithinTheLimitStayAsTheyAre() {
    Tensor a = withGradient(3, -0.0, 4);
    ClipGrad.norm(List.of(a), 5.1);
    assertThat(gradient(a).toDoubleArray()).containsExactly(3, -0.0, 4);
  }

  @Test
  void notANumberReachesAllGradients() {
    Tensor a = withGradient(Double.NaN);
    Tensor b = withGradient(1);
    assertThat(ClipGrad.norm(List.of(a, b), 1)).isNaN();
    assertThat(gradient(b).item()).isNaN();
  }

  @Test
  void infiniteGradientsMakeTheOthersZero() {
    Tensor a = withGradient(Double.POSITIVE_INFINITY);
    Tensor b = withGradient(1);
    assertThat(ClipGrad.norm(List.of(a, b), 1)).isInfinite();
    assertThat(gradient(a).item()).isNaN();
    assertThat(gradient(b).item()).isZero();
  }

  @Test
  void otherNorms() {
    Tensor a = withGradient(3, -4);
    assertThat(ClipGrad.norm(List.of(a), 100, 1)).isEqualTo(7);
    assertThat(ClipGrad.norm(List.of(a), 100, Double.POSITIVE_INFINITY)).isEqualTo(4);
    assertThat(ClipGrad.norm(List.of(a), 100, 3)).isEqualTo(Math.cbrt(27 + 64));
    assertThatThrownBy(() -> ClipGrad.norm(List.of(a), 1, 0))
        .hasMessage("ClipGrad.norm: normType is 0.0, expected more than 0");
  }

  @Test
  void valuesAreLimitedOneByOne() {
    Tensor a = withGradient(-3, 0.5, 2, Double.NaN);
    ClipGrad.value(List.of(a), 1);
    assertThat(gradient(a).toDoubleArray()).containsExactly(-1, 0.5, 1, Double.NaN);
  }
}
