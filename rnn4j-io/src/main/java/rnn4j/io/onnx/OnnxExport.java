package rnn4j.io.onnx;

/// What a model that is written takes as inputs beside the sequences. Values never change; each
/// `withX` returns a changed copy.
///
/// @param lengths whether the lengths of the sequences are an input, `sequence_lens`, int32 of
///   shape (batch); otherwise all sequences are as long as the input
/// @param states whether the states before the first step are inputs, `h0` and, of an LSTM, `c0`;
///   otherwise they are zero
public record OnnxExport(boolean lengths, boolean states) {

  /// Lengths and states are inputs.
  public static final OnnxExport DEFAULT = new OnnxExport(true, true);

  /// Returns these options with or without lengths.
  public OnnxExport withLengths(boolean value) {
    return new OnnxExport(value, states);
  }

  /// Returns these options with or without initial states.
  public OnnxExport withStates(boolean value) {
    return new OnnxExport(lengths, value);
  }
}
