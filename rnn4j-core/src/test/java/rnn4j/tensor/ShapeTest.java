package rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ShapeTest {

  @Test
  void sizesAreCountedFromBothEnds() {
    Shape shape = Shape.of(2, 3, 5);
    assertThat(shape.dim()).isEqualTo(3);
    assertThat(shape.numel()).isEqualTo(30);
    assertThat(shape.size(0)).isEqualTo(2);
    assertThat(shape.size(-1)).isEqualTo(5);
    assertThat(shape).hasToString("(2, 3, 5)").isEqualTo(Shape.of(2, 3, 5));
    assertThat(shape).isNotEqualTo(Shape.of(2, 15)).hasSameHashCodeAs(Shape.of(2, 3, 5));
  }

  @Test
  void scalarHasOneElement() {
    assertThat(Shape.of().numel()).isEqualTo(1);
    assertThat(Shape.of()).hasToString("()");
  }

  @Test
  void dimensionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Shape.of(2, 3).size(2))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Shape: dimension is 2, expected one of the 2 of (2, 3)");
    assertThatThrownBy(() -> Shape.of(2, 3).size(-3))
        .hasMessage("Shape: dimension is -3, expected one of the 2 of (2, 3)");
  }

  @Test
  void sizesMustNotBeNegative() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .hasMessage("Shape: size is -1 in (2, -1), expected at least 0");
  }

  @Test
  void elementsMustFitIntoAnArray() {
    int max = Integer.MAX_VALUE;
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .hasMessage("Shape: (65536, 32768) has too many elements, expected fewer than 2^31 - 8");
    assertThatThrownBy(() -> Shape.of(max, max, max, max)).isInstanceOf(ShapeException.class);
    assertThat(Shape.of(max - 8).numel()).isEqualTo(max - 8);
    assertThat(Shape.of(max, max, max, 0).numel()).isZero();
  }

  @Test
  void shapeKeepsItsOwnSizes() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 7;
    shape.toArray()[1] = 7;
    assertThat(shape).hasToString("(2, 3)");
  }
}
