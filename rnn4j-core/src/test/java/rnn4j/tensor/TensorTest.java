package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TensorTest {

  @Test
  void elementsAreInRowMajorOrder() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(x.get(0, 2)).isEqualTo(3);
    assertThat(x.get(1, 0)).isEqualTo(4);
    assertThat(x.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void tensorKeepsItsOwnElements() {
    float[] elements = {1, 2};
    Tensor x = Tensor.of(elements, 2);
    elements[0] = 7;
    x.toFloatArray()[1] = 7;
    Tensor copy = x.copy();
    copy.set(Tensor.zeros(2));
    assertThat(x.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void detachedTensorSharesElementsAndNeedsNoGradient() {
    Tensor x = Tensor.ones(2).requiresGrad(true);
    Tensor detached = x.detach();
    assertThat(detached.requiresGrad()).isFalse();
    x.set(Tensor.zeros(2));
    assertThat(detached.toFloatArray()).containsExactly(0, 0);
  }

  @Test
  void factories() {
    assertThat(Tensor.scalar(2f)).hasToString("Tensor() float32 [2.0]");
    assertThat(Tensor.scalar(2.5)).hasToString("Tensor() float64 [2.5]");
    assertThat(Tensor.zeros(2)).hasToString("Tensor(2) float32 [0.0, 0.0]");
    assertThat(Tensor.ones(1, 2)).hasToString("Tensor(1, 2) float32 [1.0, 1.0]");
    assertThat(Tensor.full(DType.FLOAT64, 0.1, 1)).hasToString("Tensor(1) float64 [0.1]");
    assertThat(Tensor.zeros(100)).hasToString("Tensor(100) float32");
    assertThat(Tensor.zeros(0).numel()).isZero();
  }

  @Test
  void conversionRoundsToNearest() {
    Tensor x = Tensor.of(new double[] {0.1, 1e300, Double.NaN}, 3);
    assertThat(x.to(DType.FLOAT32).toFloatArray())
        .containsExactly(0.1f, Float.POSITIVE_INFINITY, Float.NaN);
    assertThat(x.to(DType.FLOAT32).to(DType.FLOAT64).get(0)).isEqualTo(0.1f);
    assertThat(x.to(DType.FLOAT64)).isNotSameAs(x);
  }

  @Test
  void numberOfElementsMustFitTheShape() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Tensor.of: 5 elements, expected 6 for shape (2, 3)");
    assertThatThrownBy(() -> Tensor.of(new double[2]))
        .hasMessage("Tensor.of: 2 elements, expected 1 for shape ()");
  }

  @Test
  void elementsAreCheckedWhenRead() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> x.get(1))
        .hasMessage("Tensor.get: 1 indices, expected 2 for shape (2, 3)");
    assertThatThrownBy(() -> x.get(0, 3))
        .hasMessage("Tensor.get: index 3 in dimension 1, expected less than 3");
    assertThatThrownBy(() -> x.get(-1, 0))
        .hasMessage("Tensor.get: index -1 in dimension 0, expected less than 2");
    assertThatThrownBy(x::item).hasMessage("Tensor.item: shape is (2, 3), expected one element");
  }

  @Test
  void setTakesTheSameShapeAndTypeOnly() {
    Tensor x = Tensor.zeros(2);
    assertThatThrownBy(() -> x.set(Tensor.zeros(3)))
        .hasMessage("Tensor.set: source has shape (3), expected (2)");
    assertThatThrownBy(() -> x.set(Tensor.zeros(DType.FLOAT64, 2)))
        .hasMessage(
            "Tensor.set: other has type float64, expected float32; convert it with to(DType)");
  }

  @Test
  void indicesKnowTheirShape() {
    Indices indices = Indices.of(new int[] {1, 2, 3, 4}, 2, 2);
    assertThat(indices).hasToString("Indices(2, 2) [1, 2, 3, 4]");
    assertThat(Indices.of(5, 6).toArray()).containsExactly(5, 6);
    assertThatThrownBy(() -> Indices.of(new int[3], 2, 2))
        .hasMessage("Indices.of: 3 values, expected 4 for shape (2, 2)");
  }
}
