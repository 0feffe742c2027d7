package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;

/// The recurrent operators of ONNX.
public enum RecurrentOperator {
  /// Long short-term memory; gates in the order i, o, f, c.
  LSTM(4, 3),
  /// Gated recurrent unit; gates in the order z, r, h.
  GRU(3, 2),
  /// Simple recurrent network.
  RNN(1, 1);

  private final int gates;
  private final int activations;

  RecurrentOperator(int gates, int activations) {
    this.gates = gates;
    this.activations = activations;
  }

  static @Nullable RecurrentOperator of(Node node) {
    for (RecurrentOperator operator : values()) {
      if (node.isStandard(operator.name())) {
        return operator;
      }
    }
    return null;
  }

  /// Returns how many gates the rows of the weights are divided into.
  int gates() {
    return gates;
  }

  /// Returns how many functions each direction has.
  int activations() {
    return activations;
  }
}
