package rnn4j.io.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Direction;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Makes a layer of a recurrent node: finds its weights and checks that they fit each other.
final class NodeReader {
  private static final int W = 1;
  private static final int R = 2;
  private static final int B = 3;
  static final int SEQUENCE_LENS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;
  private static final int P = 7;

  private final Constants constants;
  private final RecurrentNode node;
  private final NodeOptions attributes;

  private NodeReader(OnnxBytes file, Constants constants, RecurrentNode node) {
    this.constants = constants;
    this.node = node;
    this.attributes = new NodeOptions(file, node);
  }

  static OnnxLayer read(OnnxBytes file, Constants constants, RecurrentNode node, String name)
      throws IOException {
    return new NodeReader(file, constants, node).layer(name);
  }

  private OnnxLayer layer(String name) throws IOException {
    RecurrentOperator operator = node.operator();
    List<Direction> directions = attributes.directions();
    int count = directions.size();
    int gates = operator.gates();

    Constant r = weight(R, "R", 3);
    int hidden = r.tensor().size(2);
    long hiddenSize = attributes.integer("hidden_size", hidden);
    if (hiddenSize != hidden || hidden == 0) {
      throw attributes.fault(
          "has hidden_size %d, expected the %d columns of R, more than 0"
              .formatted(hiddenSize, hidden));
    }
    requireShape(
        "R", r.tensor(), "(numDirections=%d, %d * hiddenSize, hiddenSize)", count, gates, hidden);
    Constant w = weight(W, "W", 3);
    int inputSize = w.tensor().size(2);
    if (inputSize == 0) {
      throw attributes.fault("has W of shape %s, expected an input".formatted(w.tensor().shape()));
    }
    requireShape(
        "W",
        w.tensor(),
        "(numDirections=%d, %d * hiddenSize, inputSize)",
        count,
        gates,
        inputSize,
        hidden);
    Tensor b = optional(B, "B", r.type(), count, 2 * gates * hidden);
    boolean isLstm = operator == RecurrentOperator.LSTM;
    Tensor p = isLstm ? optional(P, "P", r.type(), count, 3 * hidden) : null;
    if (w.type() != r.type()) {
      throw attributes.fault(
          "has W of type %s and R of %s, expected one type".formatted(w.type(), r.type()));
    }
    var options =
        new OnnxOptions(
            operator,
            inputSize,
            hidden,
            directions,
            Activations.read(attributes, operator, count),
            attributes.clip(),
            b != null,
            p != null,
            isLstm && attributes.integer("input_forget", 0) != 0,
            attributes.integer("linear_before_reset", 0) != 0,
            attributes.integer("layout", 0) != 0,
            r.type() == OnnxType.DOUBLE ? DType.FLOAT64 : DType.FLOAT32);
    var defaults =
        new OnnxLayer.Defaults(
            lengths(),
            state(INITIAL_H, "initial_h"),
            isLstm ? state(INITIAL_C, "initial_c") : null);
    return new OnnxLayer(name, options, new OnnxWeights(w.tensor(), r.tensor(), b, p), defaults);
  }

  private Constant weight(int input, String what, int dims) throws IOException {
    String name = node.node().input(input);
    if (name.isEmpty()) {
      throw attributes.fault("has no input %s, expected one".formatted(what));
    }
    Constant weight = constants.value(node.scope(), name, described(what));
    if (!weight.type().isFloating() || weight.tensor().dim() != dims) {
      throw attributes.fault(
          "has %s of type %s and shape %s, expected floating point numbers of %d dimensions"
              .formatted(what, weight.type(), weight.tensor().shape(), dims));
    }
    return weight;
  }

  private @Nullable Tensor optional(int input, String what, OnnxType type, int count, int size)
      throws IOException {
    if (node.node().input(input).isEmpty()) {
      return null;
    }
    Constant weight = weight(input, what, 2);
    int[] expected = {count, size};
    if (weight.type() != type || !Arrays.equals(weight.tensor().shape().toArray(), expected)) {
      throw attributes.fault(
          "has %s of type %s and shape %s, expected %s and (numDirections=%d, %d)"
              .formatted(what, weight.type(), weight.tensor().shape(), type, count, size));
    }
    return weight.tensor();
  }

  /// Returns a constant initial state, or null if there is none or the model computes it.
  private @Nullable Tensor state(int input, String what) throws IOException {
    String name = node.node().input(input);
    Constant state = name.isEmpty() ? null : constants.find(node.scope(), name, described(what));
    if (state == null) {
      return null;
    }
    if (!state.type().isFloating()) {
      throw attributes.fault(
          "has %s of type %s, expected floating point numbers".formatted(what, state.type()));
    }
    return state.tensor();
  }

  private @Nullable List<Integer> lengths() throws IOException {
    String name = node.node().input(SEQUENCE_LENS);
    Constant lengths =
        name.isEmpty() ? null : constants.find(node.scope(), name, described("sequence_lens"));
    return lengths == null
        ? null
        : Arrays.stream(lengths.integers())
            .mapToObj(n -> Math.clamp(n, -1, Integer.MAX_VALUE))
            .toList();
  }

  private void requireShape(
      String what, Tensor weight, String expected, int count, int gates, int columns)
      throws IOException {
    requireShape(what, weight, expected, count, gates, columns, columns);
  }

  private void requireShape(
      String what, Tensor weight, String expected, int count, int gates, int columns, int hidden)
      throws IOException {
    boolean fits =
        weight.size(0) == count
            && weight.size(1) == (long) gates * hidden
            && weight.size(2) == columns;
    if (!fits) {
      throw attributes.fault(
          "has %s of shape %s, expected %s with hiddenSize=%d"
              .formatted(what, weight.shape(), expected.formatted(count, gates), hidden));
    }
  }

  private String described(String what) {
    return "%s: input %s".formatted(node.node().described(), what);
  }
}
