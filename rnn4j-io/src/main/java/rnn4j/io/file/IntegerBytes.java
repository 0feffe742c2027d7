package rnn4j.io.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import rnn4j.io.ElementType;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Indices;

/// Whole numbers as little-endian bytes.
public final class IntegerBytes {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private IntegerBytes() {}

  /// Returns whether a type is one of whole numbers or truth values.
  public static boolean isInteger(ElementType type) {
    return switch (type) {
      case BOOL, U8, I8, U16, I16, U32, I32, U64, I64 -> true;
      default -> false;
    };
  }

  /// Returns one element; of [ElementType#U64] the bits of its 64.
  ///
  /// @param type one of whole numbers
  public static long get(ElementType type, MemorySegment bytes, long index) {
    return switch (type) {
      case I8 -> bytes.get(ValueLayout.JAVA_BYTE, index);
      case BOOL, U8 -> Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, index));
      case I16 -> bytes.get(SHORT, index * Short.BYTES);
      case U16 -> Short.toUnsignedLong(bytes.get(SHORT, index * Short.BYTES));
      case I32 -> bytes.get(INT, index * Integer.BYTES);
      case U32 -> Integer.toUnsignedLong(bytes.get(INT, index * Integer.BYTES));
      case I64, U64 -> bytes.get(LONG, index * Long.BYTES);
      default -> throw new IllegalArgumentException("IntegerBytes: type is " + type);
    };
  }

  /// Returns all elements.
  ///
  /// @throws WeightFormatException if they are no whole numbers, or do not fit into an `int`
  public static Indices indices(Source source, TensorInfo info, MemorySegment bytes)
      throws WeightFormatException {
    if (!isInteger(info.type()) || info.numel() > Integer.MAX_VALUE - Long.BYTES) {
      throw source.tensorFault(
          info.name(), "is %s, expected integers".formatted(info.typeAndShape()));
    }
    var values = new int[(int) info.numel()];
    for (int i = 0; i < values.length; i++) {
      long value = get(info.type(), bytes, i);
      values[i] = (int) value;
      if (values[i] != value) {
        throw source.tensorFault(
            info.name(),
            "has %s at index %d, expected numbers from %d to %d"
                .formatted(
                    info.type() == ElementType.U64
                        ? Long.toUnsignedString(value)
                        : Long.toString(value),
                    i,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE));
      }
    }
    int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
    return Indices.of(values, shape);
  }
}
