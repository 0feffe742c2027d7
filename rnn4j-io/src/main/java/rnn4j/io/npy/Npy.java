package rnn4j.io.npy;

import java.io.IOException;
import java.nio.file.Path;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.IntegerBytes;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Files of one array in NumPy's format, `.npy`, of version 1, 2 or 3.
///
/// ```java
/// Npy.write(Path.of("output.npy"), output);
/// Tensor input = Npy.read(Path.of("input.npy"));
/// ```
public final class Npy {
  private Npy() {}

  /// Reads an array of floats. Half and single precision become single, double stays double.
  ///
  /// @throws WeightFormatException if the file is not as the format demands, or holds no floats
  /// @throws IOException if it cannot be read
  public static Tensor read(Path path) throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      var source = new Source("Npy.read", path);
      NpyArray array = NpyArray.read(source, "array", file.bytes());
      return TensorBytes.tensor(source, array.info(), array.bytes());
    }
  }

  /// Reads an array of integers or truth values of at most 64 bits.
  ///
  /// @throws WeightFormatException if the file is not as the format demands, or holds no integers
  ///   that fit into an `int`
  /// @throws IOException if it cannot be read
  public static Indices readIndices(Path path) throws IOException {
    try (MappedFile file = MappedFile.open(path)) {
      var source = new Source("Npy.readIndices", path);
      NpyArray array = NpyArray.read(source, "array", file.bytes());
      return IntegerBytes.indices(source, array.info(), array.bytes());
    }
  }

  /// Writes a tensor, row-major and little-endian, aside and renamed when it is complete.
  ///
  /// @throws IOException if the file cannot be written; no part of it is left then
  public static void write(Path path, Tensor tensor) throws IOException {
    AtomicFile.write(path, NpyArray.content(RawTensor.of("array", tensor)));
  }

  /// Opens a file, to know what it holds before the elements are read.
  ///
  /// @throws WeightFormatException if it is not as the format demands
  /// @throws IOException if it cannot be read
  public static NpyFile open(Path path) throws IOException {
    return NpyFile.open(path);
  }
}
