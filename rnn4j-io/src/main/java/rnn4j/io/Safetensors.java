package rnn4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import rnn4j.io.file.AtomicFile;
import rnn4j.tensor.Tensor;

/// The format that PyTorch models are mostly exchanged in: a JSON header, then the elements of all
/// tensors, little-endian.
public final class Safetensors {

  private Safetensors() {}

  /// Opens a file for reading and checks it.
  ///
  /// What the format forbids is refused, also where its reference reader looks away: names that
  /// stand twice, fields that the format does not have, white space in front of the header.
  ///
  /// @throws WeightFormatException if the file is not as the format demands
  /// @throws IOException if it cannot be read
  public static SafetensorsFile read(Path path) throws IOException {
    return SafetensorsFile.open(path);
  }

  /// Writes tensors by name, such as a module's `stateDict()`, without metadata.
  ///
  /// @throws IllegalArgumentException if a name cannot be written, see [#write(Path, Map, Map)]
  /// @throws IOException if the file cannot be written
  public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
    write(path, tensors, Map.of());
  }

  /// Writes tensors and free text by name.
  ///
  /// The file is written aside and renamed when it is complete and on the disk, so that at any time
  /// there is the old file or the new one and never a part. What was there before is replaced, a
  /// symbolic link too.
  ///
  /// The same content gives the same bytes, whatever the order of the maps: tensors of double
  /// precision come before those of single precision, then names decide, as in the format's
  /// reference writer. Metadata is in the order of its names.
  ///
  /// @param metadata free text by name; PyTorch's tools write `format` = `pt`
  /// @throws IllegalArgumentException if a tensor has the name `__metadata__`, a text is not
  ///   well-formed Unicode, or the names are too many for the format
  /// @throws IOException if the file cannot be written; no part of it is left then
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    var writer = new SafetensorsWriter(tensors, metadata);
    AtomicFile.write(path, writer::writeTo);
  }
}
