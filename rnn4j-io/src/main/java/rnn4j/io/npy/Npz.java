package rnn4j.io.npy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipWriter;
import rnn4j.tensor.Tensor;

/// Files of several arrays by name, as `numpy.savez` writes them, `.npz`.
public final class Npz {
  private Npz() {}

  /// Opens a file for reading and checks it. Arrays that `numpy.savez_compressed` wrote are
  /// unpacked when they are asked for.
  ///
  /// @throws WeightFormatException if the file is not as the format demands
  /// @throws IOException if it cannot be read
  public static NpzFile read(Path path) throws IOException {
    return NpzFile.open(new Source("Npz.read", path), MappedFile.open(path));
  }

  /// Writes tensors by name, uncompressed, aside and renamed when the file is complete.
  ///
  /// @throws IllegalArgumentException if a name is empty
  /// @throws IOException if the file cannot be written; no part of it is left then
  public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
    write(path, RawTensor.of(tensors));
  }

  /// Writes all tensors of an open file whose type NumPy has, bit for bit.
  ///
  /// @return what was written and what could not be
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  public static Conversion write(ModelFile from, Path to) throws IOException {
    List<RawTensor> tensors = new ArrayList<>();
    List<String> converted = new ArrayList<>();
    var leftOut = new LinkedHashMap<String, String>();
    for (String name : from.names()) {
      TensorInfo info = from.info(name);
      if (NpyType.of(info.type()).isPresent()) {
        tensors.add(RawTensor.of(from, name));
        converted.add(info.label());
      } else {
        leftOut.put(info.label(), "NumPy has no such type");
      }
    }
    if (!from.metadata().isEmpty()) {
      leftOut.put(
          "metadata (%d texts)".formatted(from.metadata().size()), "an .npz file has arrays only");
    }
    write(to, tensors);
    return new Conversion(converted, leftOut);
  }

  private static void write(Path path, List<RawTensor> tensors) throws IOException {
    for (RawTensor tensor : tensors) {
      if (tensor.info().name().isEmpty()) {
        throw new IllegalArgumentException("Npz.write: a name is empty, expected some text");
      }
    }
    AtomicFile.write(
        path,
        out -> {
          var zip = new ZipWriter(out);
          for (RawTensor tensor : tensors) {
            zip.add(tensor.info().name() + ".npy", NpyArray.content(tensor));
          }
          zip.finish();
        });
  }
}
