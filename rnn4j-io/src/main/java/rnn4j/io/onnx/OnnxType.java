package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;
import rnn4j.io.ElementType;

/// The types of elements that a constant may have on its way to a weight: floats for weights,
/// integers for shapes and positions. Each has its code in the format.
enum OnnxType {
  FLOAT(1, ElementType.F32),
  UINT8(2, ElementType.U8),
  INT8(3, ElementType.I8),
  UINT16(4, ElementType.U16),
  INT16(5, ElementType.I16),
  INT32(6, ElementType.I32),
  INT64(7, ElementType.I64),
  BOOL(9, ElementType.BOOL),
  FLOAT16(10, ElementType.F16),
  DOUBLE(11, ElementType.F64),
  UINT32(12, ElementType.U32),
  UINT64(13, ElementType.U64),
  BFLOAT16(16, ElementType.BF16);

  private final int code;
  private final ElementType elementType;

  OnnxType(int code, ElementType elementType) {
    this.code = code;
    this.elementType = elementType;
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

  /// Returns the type by the name that all formats share.
  ElementType elementType() {
    return elementType;
  }

  /// Returns how many bytes an element takes.
  int bytes() {
    return elementType.bits() / Byte.SIZE;
  }

  /// Returns whether elements are floating point numbers.
  boolean isFloating() {
    return elementType.isFloat();
  }
}
