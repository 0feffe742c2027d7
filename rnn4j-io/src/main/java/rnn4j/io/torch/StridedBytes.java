package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Brings the elements of a tensor that does not lie in a row, or has the bytes of its numbers the
/// other way round, into the order in which they are written.
final class StridedBytes {
  private final MemorySegment from;
  private final TorchTensor tensor;
  private final int elementBytes;
  private final int numberBytes;
  private final byte[] to;
  private int at;

  private StridedBytes(MemorySegment from, TorchTensor tensor, boolean swap, int length) {
    this.from = from;
    this.tensor = tensor;
    this.elementBytes = tensor.type().bits() / Byte.SIZE;
    this.numberBytes = swap ? TorchType.numberBytes(tensor.type()) : 1;
    this.to = new byte[length];
  }

  /// Returns the elements row-major, little-endian.
  ///
  /// @param from the bytes of the tensor's storage
  /// @param swap whether they are big-endian
  /// @param length bytes that the elements take
  static MemorySegment rowMajor(MemorySegment from, TorchTensor tensor, boolean swap, int length) {
    var bytes = new StridedBytes(from, tensor, swap, length);
    if (length > 0) {
      bytes.copy(0, tensor.offset());
    }
    return MemorySegment.ofArray(bytes.to).asReadOnly();
  }

  /// Copies all elements whose first indices are given, by the offset of the first of them.
  private void copy(int dimension, long offset) {
    if (dimension == tensor.shape().size()) {
      copyElement(offset * elementBytes);
      return;
    }
    long size = tensor.shape().get(dimension);
    long stride = tensor.strides().get(dimension);
    for (long i = 0; i < size; i++) {
      copy(dimension + 1, offset + i * stride);
    }
  }

  private void copyElement(long begin) {
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, begin, to, at, elementBytes);
    for (int number = 0; number < elementBytes; number += numberBytes) {
      reverse(at + number, at + number + numberBytes - 1);
    }
    at += elementBytes;
  }

  private void reverse(int first, int last) {
    for (int i = first, j = last; i < j; i++, j--) {
      byte swapped = to[i];
      to[i] = to[j];
      to[j] = swapped;
    }
  }
}
