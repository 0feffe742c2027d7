package rnn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// Tensors of single precision in recorded suites.
final class Json {
  private Json() {}

  /// Reads `{"shape": [...], "data": [...]}`; some suites call the shape `dims`.
  static Tensor tensor(JsonNode node) {
    JsonNode shape = node.has("shape") ? node.path("shape") : node.path("dims");
    return tensor(node.path("data"), integers(shape));
  }

  static Tensor tensor(JsonNode data, int... shape) {
    var elements = new float[data.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = data.path(i).floatValue();
    }
    return Tensor.of(elements, shape);
  }

  static int[] integers(JsonNode array) {
    var integers = new int[array.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = array.path(i).intValue();
    }
    return integers;
  }

  /// Asserts that each element is within `absolute + relative * |expected|`.
  static void assertClose(
      Tensor actual, JsonNode expected, double absolute, double relative, String name) {
    double[] found = actual.toDoubleArray();
    assertThat(found).as(name).hasSize(expected.size());
    for (int i = 0; i < found.length; i++) {
      double wanted = expected.path(i).doubleValue();
      assertThat(Math.abs(found[i] - wanted))
          .as("%s[%d] is %s, expected %s", name, i, found[i], wanted)
          .isLessThanOrEqualTo(absolute + relative * Math.abs(wanted));
    }
  }
}
