package rnn4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.RawTensor;
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
    var writer = new SafetensorsWriter(RawTensor.of(tensors), metadata);
    AtomicFile.write(path, writer::writeTo);
  }

  /// Writes all that an open file holds, bit for bit: tensors of all types that the format has, and
  /// metadata.
  ///
  /// @return what was written and what could not be
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  public static Conversion write(ModelFile from, Path to) throws IOException {
    List<RawTensor> tensors = new ArrayList<>();
    List<String> converted = new ArrayList<>();
    var leftOut = new LinkedHashMap<String, String>();
    for (String name : from.names()) {
      TensorInfo info = from.info(name);
      if (SafetensorsHeader.TYPES.contains(info.type())) {
        tensors.add(RawTensor.of(from, name));
        converted.add(info.label());
      } else {
        leftOut.put(info.label(), "safetensors has no such type");
      }
    }
    var writer = new SafetensorsWriter(tensors, from.metadata());
    AtomicFile.write(to, writer::writeTo);
    return new Conversion(converted, leftOut);
  }
}
