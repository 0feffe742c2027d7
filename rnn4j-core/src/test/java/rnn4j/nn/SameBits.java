package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import rnn4j.tensor.Tensor;

/// Asserts that tensors are equal to the last bit.
final class SameBits {
  private SameBits() {}

  static void assertAllSame(List<Tensor> actual, List<Tensor> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
  }

  static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(Arrays.mismatch(actual.toDoubleArray(), expected.toDoubleArray()))
        .as("first element that differs")
        .isEqualTo(-1);
  }

  static void assertZero(Tensor tensor) {
    assertThat(Arrays.stream(tensor.toDoubleArray()).allMatch(value -> value == 0)).isTrue();
  }
}
