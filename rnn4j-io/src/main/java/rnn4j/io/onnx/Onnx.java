package rnn4j.io.onnx;

import java.io.IOException;
import java.nio.file.Path;

/// ONNX models: their recurrent nodes read as layers, and layers written as models.
public final class Onnx {
  private Onnx() {}

  /// Opens a model for reading and checks its graphs.
  ///
  /// @throws rnn4j.io.WeightFormatException if the file is not as the format demands
  /// @throws IOException if it cannot be read
  public static OnnxFile read(Path path) throws IOException {
    return OnnxFile.open(path);
  }
}
