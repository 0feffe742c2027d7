package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GradientsTest {

  @Test
  void nothingIsRecordedWithoutNeed() {
    Tensor x = Tensor.ones(2);
    assertThat(x.times(2).requiresGrad()).isFalse();
    x.requiresGrad(true);
    assertThat(x.times(2).requiresGrad()).isTrue();
    assertThat(Gradients.off(() -> x.times(2)).requiresGrad()).isFalse();
    assertThat(x.times(2).requiresGrad()).isTrue();
  }

  @Test
  void recordingIsSwitchedOffForTheActionOnly() {
    var seen = new ArrayList<Boolean>();
    Gradients.off(() -> {
      seen.add(Gradients.recording());
      Gradients.off(() -> seen.add(Gradients.recording()));
    });
    seen.add(Gradients.recording());
    assertThatThrownBy(() ->
            Gradients.off(
                (Runnable)
                    () -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    seen.add(Gradients.recording());
    assertThat(seen).containsExactly(false, false, true, true);
  }

  @Test
  void gradientsOfSeveralBackwardPassesAddUp() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2).requiresGrad(true);
    Tensor y = x.times(x).sum();
    y.backward();
    y.backward();
    x.times(3).sum().backward();
    assertThat(gradient(x).toFloatArray()).containsExactly(2 + 2 + 3, 4 + 4 + 3);
  }

  @Test
  void gradientsOfSeveralTensorsAreTheirOwn() {
    Tensor a = Tensor.ones(2).requiresGrad(true);
    Tensor b = Tensor.ones(2).requiresGrad(true);
    a.plus(b).sum().backward();
    gradient(a).set(Tensor.zeros(2));
    assertThat(gradient(b).toFloatArray()).containsExactly(1, 1);
  }

  @Test
  void branchesThatMeetAgainAddUp() {
    Tensor x = Samples.uniform(1, 3);
    GradientCheck.check(
        a -> {
          Tensor left = a.sigmoid();
          Tensor right = a.tanh();
          Tensor middle = left.times(right);
          return middle.plus(left).times(middle.minus(right));
        },
        x);
  }

  @Test
  void manyDiamondsInARowTakeNoExponentialTime() {
    Tensor x = Tensor.ones(1).requiresGrad(true);
    Tensor y = x;
    for (int i = 0; i < 60; i++) {
      y = y.plus(y).times(0.5);
    }
    y.sum().backward();
    assertThat(gradient(x).item()).isEqualTo(1);
  }

  @Test
  void hundredThousandOperationsDeepIsNotTooDeep() {
    Tensor x = Tensor.zeros(1).requiresGrad(true);
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.plus(1);
    }
    y.backward();
    assertThat(y.item()).isEqualTo(100_000);
    assertThat(gradient(x).item()).isEqualTo(1);
  }

  @Test
  void operationOfSeveralResultsGetsTheGradientsThatArrived() {
    Tensor x = Tensor.of(new double[] {3}, 1).requiresGrad(true);
    Tensor one = Tensor.of(new double[] {6}, 1);
    Tensor two = Tensor.of(new double[] {9}, 1);
    var arrived = new ArrayList<String>();
    Gradients.record(
        List.of(x),
        List.of(one, two),
        gradResults -> {
          arrived.add(gradResults.toString());
          return gradResults.subList(0, 1);
        });
    one.times(4).backward();
    assertThat(arrived).containsExactly("[Tensor(1) float64 [4.0], null]");
    assertThat(gradient(x).item()).isEqualTo(4);
    assertThat(two.requiresGrad()).isTrue();
  }

  @Test
  void detachedBranchTakesNoGradient() {
    Tensor x = Tensor.of(new double[] {3}, 1).requiresGrad(true);
    x.times(x.detach()).backward();
    assertThat(gradient(x).item()).isEqualTo(3);
  }

  @Test
  void resultsKeepNoGradient() {
    Tensor x = Tensor.ones(1).requiresGrad(true);
    Tensor y = x.times(2);
    y.times(3).backward();
    assertThat(y.grad()).isNull();
    assertThat(gradient(x).item()).isEqualTo(6);
  }

  @Test
  void backwardNeedsSomethingToGoBackTo() {
    Tensor x = Tensor.ones(2);
    assertThatThrownBy(() -> x.sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Tensor.backward: the tensor does not depend on one that needs a gradient, or was"
                + " computed while recording was off");
    x.requiresGrad(true);
    assertThatThrownBy(x::backward)
        .isInstanceOf(ShapeException.class)
        .hasMessage("Tensor.backward: shape is (2), expected one element; pass its gradient");
    assertThatThrownBy(() -> x.backward(Tensor.ones(3)))
        .hasMessage("Tensor.backward: gradient has shape (3), expected (2)");
    assertThatThrownBy(() -> x.backward(Tensor.zeros(DType.FLOAT64, 2)))
        .hasMessage(
            "Tensor.backward: other has type float64, expected float32; convert it with to(DType)");
    assertThatThrownBy(() -> x.times(2).requiresGrad(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Tensor.requiresGrad: the tensor is the result of an operation, expected one that was"
                + " created; use detach()");
    assertThatThrownBy(() -> x.setGrad(Tensor.ones(3)))
        .hasMessage("Tensor.setGrad: gradient has shape (3), expected (2)");
  }

  @Test
  void backwardOfALeafIsItsGradient() {
    Tensor x = Tensor.ones(2).requiresGrad(true);
    x.backward(Tensor.of(new float[] {3, 4}, 2));
    assertThat(gradient(x).toFloatArray()).containsExactly(3, 4);
  }
}
