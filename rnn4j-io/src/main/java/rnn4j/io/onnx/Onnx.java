package rnn4j.io.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.TensorBytes;
import rnn4j.nn.RecurrentLayer;

/// ONNX models: their recurrent nodes read as layers, and layers written as models.
public final class Onnx {
  private Onnx() {}

  /// Opens a model for reading and checks its graphs.
  ///
  /// @throws WeightFormatException if the file is not as the format demands
  /// @throws IOException if it cannot be read
  public static OnnxFile read(Path path) throws IOException {
    return OnnxFile.open(path);
  }

  /// Writes a layer as a model, see [#write(Path, Map, OnnxExport)], with lengths and initial
  /// states as inputs.
  ///
  /// @throws IllegalArgumentException if ONNX has no form for it
  /// @throws IOException if the file cannot be written
  public static void write(Path path, RecurrentLayer layer) throws IOException {
    write(path, Map.of("", layer), OnnxExport.DEFAULT);
  }

  /// Writes layers as a model, each with its own inputs and outputs, whose names begin with the
  /// layer's name and a dot:
  ///
  /// | name | shape |
  /// | --- | --- |
  /// | `input` | (seq_len, batch, inputSize), or (batch, seq_len, inputSize) if batch-first |
  /// | `sequence_lens` | (batch), int32 |
  /// | `h0`, `c0` | (numLayers * numDirections, batch, size), `c0` of an LSTM only |
  /// | `output` | (seq_len, batch, numDirections * size), or (batch, seq_len, ...) |
  /// | `hn`, `cn` | as `h0`, `c0` |
  ///
  /// The model computes what `forward` does in evaluation mode, sequences of length zero included;
  /// `seq_len` and `batch` are free. A layer of single precision without projection is a node
  /// `LSTM`, `GRU` or `RNN` for each layer of its stack; others are `Scan` nodes of small
  /// operators.
  ///
  /// The file is written aside and renamed when it is complete and on the disk. The same layers
  /// give the same bytes.
  ///
  /// @param layers by name; empty for a layer that is the model itself
  /// @throws IllegalArgumentException if ONNX has no form for a layer, or its weights take 2 GB
  /// @throws IOException if the file cannot be written; no part of it is left then
  public static void write(Path path, Map<String, RecurrentLayer> layers, OnnxExport export)
      throws IOException {
    byte[] content = OnnxModel.of(layers, export);
    AtomicFile.write(path, out -> TensorBytes.writeFully(ByteBuffer.wrap(content), out));
  }

  /// Writes the recurrent layers of an open file of any format as a model, see [#write(Path, Map,
  /// OnnxExport)].
  ///
  /// @return what was written, and what is left out: tensors that are no recurrent layer's, and
  ///   layers that are none of PyTorch's
  /// @throws WeightFormatException if the file has no layer that can be written
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  public static Conversion write(ModelFile from, Path to) throws IOException {
    ExportedFile exported = ExportedFile.of(from);
    if (exported.layers().isEmpty()) {
      throw new WeightFormatException(
          "Onnx.write: %s: found no recurrent layer in the %s file, expected one of PyTorch's kinds"
              .formatted(to, from.format()));
    }
    write(to, exported.layers(), OnnxExport.DEFAULT);
    return exported.report();
  }
}
