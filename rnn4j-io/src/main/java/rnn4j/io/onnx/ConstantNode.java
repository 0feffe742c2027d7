package rnn4j.io.onnx;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// What a `Constant` node says, in one of its attributes.
final class ConstantNode {
  private ConstantNode() {}

  /// Returns the value, or null where it is a text or sparse, which no weight is.
  static @Nullable Constant value(OnnxBytes file, Scope scope, Node node) throws IOException {
    Attribute tensor = scope.attribute(node, "value");
    if (tensor != null) {
      Span span = tensor.tensor();
      return span == null ? null : StoredTensor.read(file, span).value();
    }
    Attribute number = scope.attribute(node, "value_float");
    if (number != null) {
      return new Constant(OnnxType.FLOAT, Tensor.scalar(number.number()));
    }
    Attribute integer = scope.attribute(node, "value_int");
    if (integer != null) {
      return new Constant(OnnxType.INT64, Tensor.scalar((double) integer.integer()));
    }
    Attribute numbers = scope.attribute(node, "value_floats");
    if (numbers != null) {
      List<Float> values = numbers.numbers();
      var elements = new float[values.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = values.get(i);
      }
      return new Constant(OnnxType.FLOAT, Tensor.of(elements, elements.length));
    }
    Attribute integers = scope.attribute(node, "value_ints");
    if (integers != null) {
      double[] elements = integers.integers().stream().mapToDouble(Long::doubleValue).toArray();
      return new Constant(OnnxType.INT64, Tensor.of(elements, elements.length));
    }
    return null;
  }
}
