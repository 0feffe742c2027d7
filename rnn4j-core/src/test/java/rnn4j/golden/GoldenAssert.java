package rnn4j.golden;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Compares tensors with PyTorch's.
public final class GoldenAssert {
  private GoldenAssert() {}

  /// Returns a golden tensor as one of ours.
  public static Tensor tensor(GoldenCase golden, String name) {
    return golden.tensor(name).tensor();
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

  /// Asserts that each element is within `tolerance * max(1, |expected|)` of PyTorch's; infinities
  /// and NaN must be equal.
  public static void assertClose(@Nullable Tensor actual, GoldenTensor expected, double tolerance) {
    Tensor torch = expected.tensor();
    assertThat(requireNonNull(actual).shape()).isEqualTo(torch.shape());
    assertThat(actual.dtype()).isEqualTo(torch.dtype());
    double[] found = actual.toDoubleArray();
    double[] wanted = torch.toDoubleArray();
    for (int i = 0; i < found.length; i++) {
      if (Double.compare(found[i], wanted[i]) != 0) {
        double error = Math.abs(found[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
        assertThat(error)
            .as("error of element %d: %s, expected %s", i, found[i], wanted[i])
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  /// Returns the hash of all elements, one tensor after another, as the golden files have it.
  public static String hash(List<Tensor> tensors) {
    var hash = new Fnv1a();
    for (Tensor tensor : tensors) {
      if (tensor.dtype() == DType.FLOAT32) {
        hash.add(tensor.toFloatArray());
      } else {
        hash.add(tensor.toDoubleArray());
      }
    }
    return hash.toString();
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
