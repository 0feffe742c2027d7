package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;

/// How the layers of a stack are written.
interface ExportForm {

  /// The names of what a layer puts out.
  ///
  /// @param sequence (seqLen, batch, numDirections * stateSize)
  /// @param h (numDirections, batch, stateSize)
  /// @param c (numDirections, batch, hiddenSize); null unless it is an LSTM
  record Output(String sequence, String h, @Nullable String c) {}

  /// Writes one layer of the stack.
  ///
  /// @param input (seqLen, batch, inputSize)
  Output write(int index, String input);
}
