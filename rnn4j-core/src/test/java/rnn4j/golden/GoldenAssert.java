package rnn4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Compares tensors with PyTorch's.
public final class GoldenAssert {
  private GoldenAssert() {}

  /// Returns a golden tensor as one of ours.
  public static Tensor tensor(GoldenCase golden, String name) {
    GoldenTensor tensor = golden.tensor(name);
    return tensor.type().equals("f64")
        ? Tensor.of(tensor.doubles(), tensor.shape())
        : Tensor.of(tensor.floats(), tensor.shape());
  }

  /// Asserts that each element is within rtol 1.3e-6 and atol 1e-6 of PyTorch's in single
  /// precision, within 1e-12 in double precision; NaN must be NaN.
  public static void assertValue(GoldenCase golden, String name, Tensor actual) {
    Tensor expected = tensor(golden, name);
    boolean single = expected.dtype() == DType.FLOAT32;
    assertWithin(name, actual, expected, single ? 1e-6 : 1e-12, single ? 1.3e-6 : 1e-12);
  }

  /// Asserts that each element is within 2e-6 of the largest magnitude in PyTorch's gradient in
  /// single precision, within 1e-12 in double precision.
  public static void assertGradient(GoldenCase golden, String name, @Nullable Tensor actual) {
    Tensor expected = tensor(golden, name);
    assertThat(actual).as(name).isNotNull();
    if (actual == null) {
      return;
    }
    double largest = DoubleStream.of(expected.toDoubleArray()).map(Math::abs).max().orElse(0);
    double relative = expected.dtype() == DType.FLOAT32 ? 2e-6 : 1e-12;
    assertWithin(name, actual, expected, relative * largest, 0);
  }

  private static void assertWithin(
      String name, Tensor actual, Tensor expected, double absolute, double relative) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    assertThat(actual.dtype()).as(name).isEqualTo(expected.dtype());
    double[] found = actual.toDoubleArray();
    double[] wanted = expected.toDoubleArray();
    for (int i = 0; i < found.length; i++) {
      boolean equal = Double.compare(found[i], wanted[i]) == 0;
      double bound = absolute + relative * Math.abs(wanted[i]);
      if (!equal && !(Math.abs(found[i] - wanted[i]) <= bound)) {
        throw new AssertionError(
            "%s[%d] is %s, expected %s within %s".formatted(name, i, found[i], wanted[i], bound));
      }
    }
  }
}
