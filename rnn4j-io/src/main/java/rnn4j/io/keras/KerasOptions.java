package rnn4j.io.keras;

/// What a file says of one recurrent layer, or of one direction of a bidirectional one; names and
/// defaults are Keras's.
///
/// @param kind the kind of layer
/// @param units elements of the hidden state
/// @param activation of the candidate, and of an LSTM's cell state
/// @param recurrentActivation of the gates; a simple RNN has none
/// @param useBias whether there are biases
/// @param resetAfter whether a GRU's reset gate comes after the product, as in PyTorch
/// @param goBackwards whether sequences are run from their end; the output is then in this order
///   too
/// @param returnSequences whether the output has all steps, or the last only
/// @param returnState whether the layer also puts out its final states
/// @param stateful whether Keras carries the states from one batch to the next
/// @param cudnn whether the weights are laid out as CuDNN has them (`CuDNNLSTM`, `CuDNNGRU`)
public record KerasOptions(
    KerasKind kind,
    int units,
    KerasActivation activation,
    KerasActivation recurrentActivation,
    boolean useBias,
    boolean resetAfter,
    boolean goBackwards,
    boolean returnSequences,
    boolean returnState,
    boolean stateful,
    boolean cudnn) {

  /// Returns the kind and what is not the default.
  @Override
  public String toString() {
    var text = new StringBuilder(cudnn ? "CuDNN" : "").append(kind);
    text.append("(units=").append(units);
    text.append(activation == KerasActivation.TANH ? "" : ", activation=" + activation);
    boolean hasGates = kind != KerasKind.SIMPLE_RNN;
    text.append(
        hasGates && recurrentActivation != KerasActivation.SIGMOID
            ? ", recurrent_activation=" + recurrentActivation
            : "");
    text.append(useBias ? "" : ", use_bias=False");
    text.append(kind == KerasKind.GRU && !resetAfter ? ", reset_after=False" : "");
    text.append(goBackwards ? ", go_backwards=True" : "");
    text.append(returnSequences ? ", return_sequences=True" : "");
    text.append(returnState ? ", return_state=True" : "");
    text.append(stateful ? ", stateful=True" : "");
    return text.append(')').toString();
  }
}
