package rnn4j.io.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Brings the elements of a tensor that does not lie in a row, or has the bytes of its numbers the
/// other way round, into the order in which they are written.
public final class StridedBytes {
  private final MemorySegment from;
  private final List<Long> shape;
  private final List<Long> strides;
  private final int elementBytes;
  private final int numberBytes;
  private final byte[] to;
  private int at;

  private StridedBytes(
      MemorySegment from,
      List<Long> shape,
      List<Long> strides,
      int elementBytes,
      int numberBytes,
      byte[] to) {
    this.from = from;
    this.shape = shape;
    this.strides = strides;
    this.elementBytes = elementBytes;
    this.numberBytes = numberBytes;
    this.to = to;
  }

  /// Returns the elements row-major, little-endian.
  ///
  /// @param from the bytes that hold them
  /// @param offset of the first element, in elements
  /// @param strides how many elements a step in each dimension skips
  /// @param elementBytes of each element
  /// @param numberBytes of each number whose bytes are the other way round; 1 if none are
  /// @param length bytes that all elements take
  public static MemorySegment rowMajor(
      MemorySegment from,
      long offset,
      List<Long> shape,
      List<Long> strides,
      int elementBytes,
      int numberBytes,
      int length) {
    var to = new byte[length];
    if (length > 0) {
      new StridedBytes(from, shape, strides, elementBytes, numberBytes, to).copy(0, offset);
    }
    return MemorySegment.ofArray(to).asReadOnly();
  }

  /// Copies all elements whose first indices are given, by the offset of the first of them.
  private void copy(int dimension, long offset) {
    if (dimension == shape.size()) {
      copyElement(offset * elementBytes);
      return;
    }
    long size = shape.get(dimension);
    long stride = strides.get(dimension);
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
