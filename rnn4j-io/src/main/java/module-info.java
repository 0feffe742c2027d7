import org.jspecify.annotations.NullMarked;

/// Files of weights: reads and writes the tensors of rnn4j in the formats of the field, beginning
/// with safetensors, and texts of any size as rows of tokens.
// The HDF5 library has no module descriptor yet.
@SuppressWarnings("requires-automatic")
@NullMarked
module rnn4j.io {
  exports rnn4j.io;
  exports rnn4j.io.keras;
  exports rnn4j.io.npy;
  exports rnn4j.io.onnx;
  exports rnn4j.io.text;
  exports rnn4j.io.torch;

  requires static org.jspecify;
  requires transitive rnn4j.core;
  requires io.jhdf;
  requires tools.jackson.core;

  provides rnn4j.nn.LayerReader with
      rnn4j.io.FileLayerReader;
}
