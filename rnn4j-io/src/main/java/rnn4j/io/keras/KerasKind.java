package rnn4j.io.keras;

/// The recurrent layers of Keras.
public enum KerasKind {
  /// Long short-term memory; gates in the order i, f, c, o.
  LSTM("LSTM", 4),
  /// Gated recurrent unit; gates in the order z, r, h.
  GRU("GRU", 3),
  /// Simple recurrent network.
  SIMPLE_RNN("SimpleRNN", 1);

  private final String className;
  private final int gates;

  KerasKind(String className, int gates) {
    this.className = className;
    this.gates = gates;
  }

  /// Returns the name of the layer's class in Keras.
  @Override
  public String toString() {
    return className;
  }

  /// Returns how many gates the columns of the kernels are divided into.
  int gates() {
    return gates;
  }
}
