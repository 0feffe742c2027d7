package rnn4j.io.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalDouble;
import rnn4j.io.ElementType;
import rnn4j.io.TensorSummary;

/// The least and the greatest of numbers in a file, for all types that have an order.
public final class Ranges {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int NOT_SIGN = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private Ranges() {}

  /// Returns the range of some elements.
  ///
  /// @param type one of floats or whole numbers
  /// @param from the first
  /// @param to the one after the last; there are at most 2^24 between
  public static TensorSummary of(ElementType type, MemorySegment bytes, long from, long to) {
    int count = (int) (to - from);
    return switch (type) {
      case F32 -> {
        var bits = new int[count];
        MemorySegment.copy(bytes, INT, from * Integer.BYTES, bits, 0, count);
        yield ofFloats(bits);
      }
      case F16 -> {
        var bits = new int[count];
        for (int i = 0; i < count; i++) {
          float value = TensorBytes.halfToFloat(bytes.get(SHORT, (from + i) * Short.BYTES));
          bits[i] = Float.floatToRawIntBits(value);
        }
        yield ofFloats(bits);
      }
      case BF16 -> {
        var bits = new int[count];
        for (int i = 0; i < count; i++) {
          bits[i] = bytes.get(SHORT, (from + i) * Short.BYTES) << Short.SIZE;
        }
        yield ofFloats(bits);
      }
      case F64 -> ofDoubles(bytes, from, to);
      default -> ofIntegers(type, bytes, from, to);
    };
  }

  /// Compares floats as integers: made of their bits, with all but the sign turned over if they are
  /// negative, these have the same order. Loops over integers are what the compiler makes fast.
  private static TensorSummary ofFloats(int[] bits) {
    int nans = 0;
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int b : bits) {
      nans += (b & NOT_SIGN) > INFINITY ? 1 : 0;
      int ordered = b ^ ((b >> 31) & NOT_SIGN);
      min = Math.min(min, ordered);
      max = Math.max(max, ordered);
    }
    if (nans == 0) {
      return bits.length == 0 ? range(0, 1, -1) : range(0, value(min), value(max));
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int b : bits) {
      float value = Float.intBitsToFloat(b);
      least = value < least ? value : least;
      greatest = value > greatest ? value : greatest;
    }
    return nans == bits.length ? range(nans, 1, -1) : range(nans, least, greatest);
  }

  private static float value(int ordered) {
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & NOT_SIGN));
  }

  private static TensorSummary ofDoubles(MemorySegment bytes, long from, long to) {
    long nans = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long i = from; i < to; i++) {
      double value = Double.longBitsToDouble(bytes.get(LONG, i * Long.BYTES));
      nans += Double.isNaN(value) ? 1 : 0;
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    return nans == to - from ? range(nans, 1, -1) : range(nans, min, max);
  }

  private static TensorSummary ofIntegers(
      ElementType type, MemorySegment bytes, long from, long to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long i = from; i < to; i++) {
      long value = IntegerBytes.get(type, bytes, i);
      double number = value;
      if (type == ElementType.U64 && value < 0) {
        number += 0x1p64;
      }
      min = Math.min(min, number);
      max = Math.max(max, number);
    }
    return range(0, min, max);
  }

  /// Returns a range, which is empty if the least is greater than the greatest.
  private static TensorSummary range(long nans, double min, double max) {
    return min > max
        ? new TensorSummary(nans, OptionalDouble.empty(), OptionalDouble.empty())
        : new TensorSummary(nans, OptionalDouble.of(min), OptionalDouble.of(max));
  }
}
