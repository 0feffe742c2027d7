package rnn4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.tensor.Tensor;

/// A file of a model that is open for reading, whatever its format: tensors by name, and the
/// recurrent layers they belong to. See [ModelFiles#open].
///
/// What a file says of its tensors is read and checked when it is opened; a tensor's elements are
/// read when it is asked for.
public interface ModelFile extends Closeable {

  /// Returns in a few words what the file is, such as `safetensors`.
  String format();

  /// Returns the free text that the file has by name.
  Map<String, String> metadata();

  /// Returns the names of all tensors, in the order of the file.
  List<String> names();

  /// Returns the type and shape of a tensor, without reading its elements.
  ///
  /// @throws WeightFormatException if there is none of that name
  TensorInfo info(String name) throws WeightFormatException;

  /// Returns the elements of a tensor as they are in the file: row-major, little-endian, one after
  /// another. They may be those of the mapped file, to be read only, and until it is closed.
  ///
  /// @throws WeightFormatException if there is no tensor of that name, or it cannot be read
  /// @throws IllegalStateException if the file has been closed
  MemorySegment bytes(String name) throws WeightFormatException;

  /// Reads a tensor. [F64][ElementType#F64] becomes double precision; [F32][ElementType#F32],
  /// [F16][ElementType#F16] and [BF16][ElementType#BF16] become single precision, exactly.
  ///
  /// @throws WeightFormatException if there is none of that name, or it has another type, or more
  ///   elements than an array can hold
  /// @throws IllegalStateException if the file has been closed
  Tensor tensor(String name) throws WeightFormatException;

  /// Reads all tensors, by name, in the order of the file.
  ///
  /// @throws WeightFormatException if one of them cannot be read, see [#tensor]
  /// @throws IllegalStateException if the file has been closed
  default Map<String, Tensor> stateDict() throws WeightFormatException {
    var state = new LinkedHashMap<String, Tensor>();
    for (String name : names()) {
      state.put(name, tensor(name));
    }
    return state;
  }

  /// Returns the recurrent layers: those that the file itself describes, or else those that names
  /// and shapes of its tensors tell.
  ///
  /// @throws IOException if the file cannot be read
  default FileLayers layers() throws IOException {
    return FileLayers.byName(this);
  }

  /// Returns this file as PyTorch would have it, for formats that know names only: where the format
  /// has weights under names and in an order of its own, the parameters of those layers that
  /// PyTorch has too under its names, and the other tensors as they are. Closing either closes
  /// both.
  ///
  /// @throws IOException if the file cannot be read
  default ModelFile underTorchNames() throws IOException {
    return this;
  }

  @Override
  void close();
}
