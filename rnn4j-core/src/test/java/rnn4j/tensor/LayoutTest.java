package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracles: the element's place, and central differences.
final class LayoutTest {

  /// Elements are their places: 0, 1, 2, ...
  private static Tensor places(int... shape) {
    Tensor tensor = Tensor.zeros(DType.FLOAT64, shape);
    for (int i = 0; i < tensor.numel(); i++) {
      tensor.data().set(i, i);
    }
    return tensor;
  }

  @Test
  void reshapeKeepsTheOrder() {
    Tensor x = places(2, 6);
    assertThat(x.reshape(3, 4).get(2, 1)).isEqualTo(9);
    assertThat(x.reshape(-1).shape()).isEqualTo(Shape.of(12));
    assertThat(x.reshape(2, -1, 2).shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(Tensor.scalar(3.0).reshape(1, 1).shape()).isEqualTo(Shape.of(1, 1));
    assertThat(places(0, 3).reshape(-1, 3).shape()).isEqualTo(Shape.of(0, 3));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "0,2", "1,2", "-1,0", "2,3", "0,3", "1,3", "1,1"})
  void transposeSwapsTwoIndices(int dim0, int dim1) {
    Tensor x = places(2, 3, 4, 5);
    Tensor y = x.transpose(dim0, dim1);
    int a = Math.floorMod(dim0, 4);
    int b = Math.floorMod(dim1, 4);
    for (int place = 0; place < x.numel(); place++) {
      int[] index = {place / 60, place / 20 % 3, place / 5 % 4, place % 5};
      int swapped = index[a];
      index[a] = index[b];
      index[b] = swapped;
      assertThat(y.get(index)).isEqualTo(place);
    }
  }

  @Test
  void slicesAndSelections() {
    Tensor x = places(3, 4, 2);
    Tensor slice = x.slice(1, 1, 3);
    assertThat(slice.shape()).isEqualTo(Shape.of(3, 2, 2));
    assertThat(slice.get(2, 1, 0)).isEqualTo(x.get(2, 2, 0));
    assertThat(x.slice(0, 2, 2).shape()).isEqualTo(Shape.of(0, 4, 2));
    assertThat(x.select(1, 3).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(x.select(1, -1).toDoubleArray()).containsExactly(x.select(1, 3).toDoubleArray());
    assertThat(x.select(-1, 1).get(2, 3)).isEqualTo(x.get(2, 3, 1));
  }

  @Test
  void chunksPutTogetherAgainAreTheWhole() {
    Tensor x = places(4, 6, 2);
    List<Tensor> chunks = x.chunk(3, 1);
    assertThat(chunks).hasSize(3).allMatch(chunk -> chunk.shape().equals(Shape.of(4, 2, 2)));
    assertThat(Tensor.concat(1, chunks).toDoubleArray()).containsExactly(x.toDoubleArray());
  }

  @Test
  void concatAndStack() {
    Tensor a = places(2, 2);
    Tensor b = places(2, 3);
    Tensor joined = Tensor.concat(-1, List.of(a, b));
    assertThat(joined.toDoubleArray()).containsExactly(0, 1, 0, 1, 2, 2, 3, 3, 4, 5);
    Tensor stacked = Tensor.stack(1, List.of(a, a.times(10)));
    assertThat(stacked.shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(stacked.toDoubleArray()).containsExactly(0, 1, 0, 10, 2, 3, 20, 30);
    assertThat(Tensor.stack(-1, List.of(a, a)).shape()).isEqualTo(Shape.of(2, 2, 2));
  }

  @Test
  void dimensionsOfOneComeAndGo() {
    Tensor x = places(2, 3);
    assertThat(x.unsqueeze(0).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(x.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(x.unsqueeze(1).squeeze(1).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void expandRepeats() {
    assertThat(places(2, 1).expand(2, 3).toDoubleArray()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(places(2).expand(3, 2).toDoubleArray()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(places(2, 1, 2).expand(2, 2, 2).toDoubleArray())
        .containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
    assertThat(places(1).expand(0).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void gradients() {
    Tensor x = Samples.uniform(1, 2, 3, 4);
    GradientCheck.check(a -> a.reshape(4, 6), x);
    GradientCheck.check(a -> a.transpose(0, 2), x);
    GradientCheck.check(Tensor::t, x);
    GradientCheck.check(a -> a.slice(1, 1, 3), x);
    GradientCheck.check(a -> a.select(2, 1), x);
    GradientCheck.check(a -> a.chunk(2, 2).get(1), x);
    GradientCheck.check(a -> a.unsqueeze(1).squeeze(1), x);
    GradientCheck.check(a -> a.expand(5, 2, 3, 4), x);
    GradientCheck.check(a -> a.unsqueeze(2).expand(2, 3, 3, 4), x);
    GradientCheck.check(a -> a.expand(a.shape().toArray()), x);
    GradientCheck.check(
        inputs -> Tensor.concat(1, inputs), List.of(x, Samples.uniform(2, 2, 1, 4)));
    GradientCheck.check(inputs -> Tensor.stack(1, inputs), List.of(x, Samples.uniform(2, 2, 3, 4)));
    GradientCheck.check(a -> Tensor.concat(0, List.of(a, a)), x);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    Tensor x = Tensor.zeros(2, 6);
    assertThatThrownBy(() -> x.reshape(5))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Tensor.reshape: shape is (2, 6), which has another number of elements than (5)");
    assertThatThrownBy(() -> x.reshape(5, -1))
        .hasMessage("Tensor.reshape: shape is (2, 6), which cannot be divided into rows of 5");
    assertThatThrownBy(() -> x.reshape(-1, -1))
        .hasMessage("Tensor.reshape: sizes are [-1, -1], expected at most one -1");
    assertThatThrownBy(() -> x.slice(1, 2, 7))
        .hasMessage(
            "Tensor.slice: range is [2, 7), expected one within [0, 6) for dimension 1 of shape"
                + " (2, 6)");
    assertThatThrownBy(() -> x.select(0, 2))
        .hasMessage(
            "Tensor.select: index is 2, expected less than 2 for dimension 0 of shape (2, 6)");
    assertThatThrownBy(() -> x.chunk(4, 1))
        .hasMessage(
            "Tensor.chunk: dimension 1 of shape (2, 6) has size 6, expected a multiple of 4");
    assertThatThrownBy(() -> x.squeeze(0))
        .hasMessage("Tensor.squeeze: dimension 0 of shape (2, 6) has size 2, expected 1");
    assertThatThrownBy(() -> x.unsqueeze(3))
        .hasMessage("Tensor.unsqueeze: dimension is 3, expected at most 2 for shape (2, 6)");
    assertThatThrownBy(() -> x.expand(6, 2))
        .hasMessage(
            "Tensor.expand: shapes are (2, 6) and (6, 2), expected equal sizes, or 1, in every"
                + " dimension");
    assertThatThrownBy(() -> x.expand(1, 6))
        .hasMessage("Tensor.expand: shape is (2, 6), which cannot be repeated to (1, 6)");
    assertThatThrownBy(() -> Tensor.concat(0, List.of()))
        .hasMessage("Tensor.concat: no tensors, expected at least one");
    assertThatThrownBy(() -> Tensor.concat(0, List.of(x, Tensor.zeros(2, 5))))
        .hasMessage(
            "Tensor.concat: shapes are (2, 6) and (2, 5), expected equal sizes in all dimensions"
                + " but 0");
  }
}
