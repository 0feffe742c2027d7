package rnn4j.io.npy;

import java.util.Arrays;
import java.util.Optional;
import rnn4j.io.ElementType;

/// The types of elements by NumPy's letters: kind and number of bytes.
enum NpyType {
  BOOL("b1", ElementType.BOOL),
  I8("i1", ElementType.I8),
  I16("i2", ElementType.I16),
  I32("i4", ElementType.I32),
  I64("i8", ElementType.I64),
  U8("u1", ElementType.U8),
  U16("u2", ElementType.U16),
  U32("u4", ElementType.U32),
  U64("u8", ElementType.U64),
  F16("f2", ElementType.F16),
  F32("f4", ElementType.F32),
  F64("f8", ElementType.F64),
  C64("c8", ElementType.C64),
  C128("c16", ElementType.C128);

  private final String letters;
  private final ElementType type;

  NpyType(String letters, ElementType type) {
    this.letters = letters;
    this.type = type;
  }

  static Optional<NpyType> of(String letters) {
    return Arrays.stream(values()).filter(t -> t.letters.equals(letters)).findFirst();
  }

  static Optional<NpyType> of(ElementType type) {
    return Arrays.stream(values()).filter(t -> t.type == type).findFirst();
  }

  ElementType type() {
    return type;
  }

  /// Returns what a little-endian file has for `descr`, such as `<f4`.
  String descr() {
    return (type.bits() == Byte.SIZE ? '|' : '<') + letters;
  }

  /// Returns how many bytes of one number stand in the machine's order; a complex one is two.
  int numberBytes() {
    int bytes = type.bits() / Byte.SIZE;
    return letters.startsWith("c") ? bytes / 2 : bytes;
  }
}
