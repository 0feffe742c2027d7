package rnn4j.io;

/// The types of elements that files can have, by the names of the safetensors format, which has all
/// but [#C128]. Tensors of [#F64], [#F32], [#F16] and [#BF16] can be read.
public enum ElementType {
  /// Truth value, one byte.
  BOOL(8),
  /// Float of 4 bits.
  F4(4),
  /// Float of 6 bits, 2 of them exponent.
  F6_E2M3(6),
  /// Float of 6 bits, 3 of them exponent.
  F6_E3M2(6),
  /// Unsigned integer of 8 bits.
  U8(8),
  /// Signed integer of 8 bits.
  I8(8),
  /// Float of 8 bits, 5 of them exponent.
  F8_E5M2(8),
  /// Float of 8 bits, 4 of them exponent.
  F8_E4M3(8),
  /// Power of two of 8 bits.
  F8_E8M0(8),
  /// Float of 8 bits, 4 of them exponent, without negative zero and infinities.
  F8_E4M3FNUZ(8),
  /// Float of 8 bits, 5 of them exponent, without negative zero and infinities.
  F8_E5M2FNUZ(8),
  /// Signed integer of 16 bits.
  I16(16),
  /// Unsigned integer of 16 bits.
  U16(16),
  /// IEEE half precision, read as single precision.
  F16(16),
  /// The upper half of IEEE single precision, read as single precision.
  BF16(16),
  /// Signed integer of 32 bits.
  I32(32),
  /// Unsigned integer of 32 bits.
  U32(32),
  /// IEEE single precision.
  F32(32),
  /// Complex number of two single-precision floats.
  C64(64),
  /// IEEE double precision.
  F64(64),
  /// Signed integer of 64 bits.
  I64(64),
  /// Unsigned integer of 64 bits.
  U64(64),
  /// Complex number of two double-precision floats.
  C128(128);

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /// Returns whether tensors of this type can be read.
  public boolean isFloat() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /// Returns the number of bits of one element.
  public int bits() {
    return bits;
  }
}
