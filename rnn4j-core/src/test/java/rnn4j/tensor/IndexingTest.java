package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import org.junit.jupiter.api.Test;

/// Oracles: the element's place, and central differences.
final class IndexingTest {

  @Test
  void embeddingTakesRows() {
    Tensor weight = Samples.uniform(1, 5, 3);
    Tensor rows = weight.embedding(Indices.of(new int[] {4, 0, 4, 2}, 2, 2));
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(rows.get(1, 1, 2)).isEqualTo(weight.get(2, 2));
    assertThat(weight.embedding(Indices.of(new int[] {3})).shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void gradientsOfRowsTakenTwiceAddUp() {
    Tensor weight = Samples.uniform(1, 5, 3);
    GradientCheck.check(w -> w.embedding(Indices.of(4, 0, 4, 4)), weight);
    weight.setGrad(null);
    weight.embedding(Indices.of(4, 0, 4, 4)).sum().backward();
    assertThat(gradient(weight).select(1, 0).toDoubleArray()).containsExactly(1, 0, 0, 0, 3);
  }

  @Test
  void rowForPaddingGetsNoGradient() {
    Tensor weight = Samples.uniform(1, 5, 3).requiresGrad(true);
    Tensor rows = weight.embedding(Indices.of(4, 0, 4, 2), 4);
    assertThat(rows.get(2, 1)).isEqualTo(weight.get(4, 1));
    rows.sum().backward();
    assertThat(gradient(weight).select(1, 0).toDoubleArray()).containsExactly(1, 0, 1, 0, 0);
  }

  @Test
  void indexSelectTakesSlices() {
    Tensor x = Samples.uniform(1, 2, 3, 4);
    for (int dim = 0; dim < 3; dim++) {
      int d = dim;
      Indices indices = Indices.of(1, 0, 1);
      Tensor taken = x.indexSelect(dim, indices);
      for (int i = 0; i < 3; i++) {
        assertThat(taken.select(dim, i).toDoubleArray())
            .containsExactly(x.select(dim, indices.at(i)).toDoubleArray());
      }
      GradientCheck.check(a -> a.indexSelect(d, indices), x);
    }
    assertThatThrownBy(() -> x.indexSelect(0, Indices.of(2)))
        .hasMessage("Tensor.indexSelect: index is 2, expected at least 0 and less than 2");
  }

  @Test
  void gatherTakesElementsAlongADimension() {
    Tensor x = Samples.uniform(1, 2, 3, 4);
    for (int dim = 0; dim < 3; dim++) {
      int d = dim;
      Indices indices = Samples.indices(2, x.size(dim), 2, 2, 4);
      Tensor taken = x.gather(dim, indices);
      for (int place = 0; place < taken.numel(); place++) {
        int[] index = {place / 8, place / 4 % 2, place % 4};
        double found = taken.get(index);
        index[d] = indices.at(place);
        assertThat(found).isEqualTo(x.get(index));
      }
      GradientCheck.check(a -> a.gather(d, indices), x);
    }
  }

  @Test
  void indicesOutOfRangeAreRefused() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> x.embedding(Indices.of(0, 2)))
        .hasMessage("Tensor.embedding: index is 2, expected at least 0 and less than 2");
    assertThatThrownBy(() -> x.embedding(Indices.of(-1)))
        .hasMessage("Tensor.embedding: index is -1, expected at least 0 and less than 2");
    assertThatThrownBy(() -> x.gather(1, Indices.of(new int[] {3, 0}, 2, 1)))
        .hasMessage("Tensor.gather: index is 3, expected at least 0 and less than 3");
    assertThatThrownBy(() -> x.gather(1, Indices.of(0, 1)))
        .hasMessage(
            "Tensor.gather: indices have shape (2), expected as many dimensions as (2, 3) and no"
                + " larger sizes but in dimension 1");
    assertThatThrownBy(() -> x.gather(1, Indices.of(new int[3], 3, 1)))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.zeros(3).embedding(Indices.of(0)))
        .hasMessage("Tensor.embedding: shape is (3), expected (n, d)");
  }
}
