package rnn4j.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Compares what was computed in different orders.
final class Closeness {

  /// Errors are counted in the largest magnitude of a tensor. The worst over 1195 random layers was
  /// 1.7e-6, in a gradient of a deep RNN, where outputs came to 5e-7.
  private static final double FLOAT32 = 2e-6;

  /// The worst over the same layers was 3.6e-15.
  private static final double FLOAT64 = 1e-14;

  private Closeness() {}

  static void assertClose(String name, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double[] found = actual.toDoubleArray();
    double[] wanted = expected.toDoubleArray();
    double largest = DoubleStream.of(wanted).map(Math::abs).max().orElseThrow();
    double bound = largest * (expected.dtype() == DType.FLOAT32 ? FLOAT32 : FLOAT64);
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - wanted[i]))
          .as("%s[%d] is %s, expected %s", name, i, found[i], wanted[i])
          .isLessThanOrEqualTo(bound);
    }
  }
}
