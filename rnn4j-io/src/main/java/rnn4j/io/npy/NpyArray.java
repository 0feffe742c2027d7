package rnn4j.io.npy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.io.file.StridedBytes;
import rnn4j.io.file.TensorBytes;

/// One array in NumPy's format.
///
/// @param info name, type and shape
/// @param content header and elements
record NpyArray(Source source, TensorInfo info, NpyHeader header, MemorySegment content) {

  /// Reads the header.
  ///
  /// @throws WeightFormatException if it is not as the format demands
  static NpyArray read(Source source, String name, MemorySegment content)
      throws WeightFormatException {
    NpyHeader header = NpyHeader.read(source, content);
    return new NpyArray(
        source, new TensorInfo(name, header.type().type(), header.shape()), header, content);
  }

  /// Returns the elements row-major, little-endian.
  ///
  /// @throws WeightFormatException if they are otherwise in the file and too many to be rearranged
  MemorySegment bytes() throws WeightFormatException {
    MemorySegment elements = content.asSlice(header.bytes());
    boolean swap = header.bigEndian() && header.type().numberBytes() > 1;
    if (!swap && !header.fortranOrder()) {
      return elements;
    }
    if (info.byteSize() > Integer.MAX_VALUE - Long.BYTES) {
      throw source.tensorFault(
          info.name(),
          "is %s in Fortran's order or big-endian, expected fewer than 2^31 bytes of such"
              .formatted(info.typeAndShape()));
    }
    return StridedBytes.rowMajor(
        elements,
        0,
        info.shape(),
        strides(),
        info.type().bits() / Byte.SIZE,
        swap ? header.type().numberBytes() : 1,
        (int) info.byteSize());
  }

  private List<Long> strides() {
    List<Long> shape = info.shape();
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = 0; i < shape.size(); i++) {
      int d = header.fortranOrder() ? i : shape.size() - 1 - i;
      if (header.fortranOrder()) {
        strides.add(stride);
      } else {
        strides.addFirst(stride);
      }
      stride *= Math.max(shape.get(d), 1);
    }
    return strides;
  }

  /// Returns what a file of one tensor holds.
  ///
  /// @throws IllegalArgumentException if NumPy has no such type
  static AtomicFile.Content content(RawTensor tensor) {
    TensorInfo info = tensor.info();
    NpyType type =
        NpyType.of(info.type())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Npy.write: type is %s, expected one that NumPy has".formatted(info.type())));
    return out -> {
      TensorBytes.writeFully(ByteBuffer.wrap(NpyHeader.write(type, info.shape())), out);
      tensor.content().writeTo(out);
    };
  }
}
