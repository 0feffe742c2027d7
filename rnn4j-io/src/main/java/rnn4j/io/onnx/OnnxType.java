package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;

/// The types of elements that a constant may have on its way to a weight: floats for weights,
/// integers for shapes and positions. Each has its code in the format.
enum OnnxType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  OnnxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// Returns the type of a code, or null if it is none of these.
  static @Nullable OnnxType of(int code) {
    for (OnnxType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /// Returns the number that stands for this type in a file.
  int code() {
    return code;
  }

  /// Returns how many bytes an element takes.
  int bytes() {
    return bytes;
  }

  /// Returns whether elements are floating point numbers.
  boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }
}
