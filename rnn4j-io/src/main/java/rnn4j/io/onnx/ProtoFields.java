package rnn4j.io.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import rnn4j.io.WeightFormatException;

/// The fields of one message in protobuf's wire form, one after another. Nothing is copied, and no
/// length is believed beyond the end of the message.
final class ProtoFields {
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final OnnxBytes file;
  private final MemorySegment bytes;
  private final Span message;
  private final String what;
  private long at;

  private int number;
  private int wireType;
  private long value;

  ProtoFields(OnnxBytes file, Span message, String what) {
    this.file = file;
    this.bytes = file.bytes();
    this.message = message;
    this.what = what;
    this.at = message.begin();
  }

  /// Goes to the next field and returns whether there is one.
  boolean next() throws WeightFormatException {
    if (at == message.end()) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (tag < 0 || tag > 0xffff_ffffL || number == 0) {
      throw fault("has the tag %s, expected a field number and a type".formatted(tag));
    }
    value =
        switch (wireType) {
          case VARINT -> varint();
          case FIXED64 -> fixed64();
          case LENGTH -> length();
          case FIXED32 -> fixed32();
          default ->
              throw fault(
                  "has type %d in field %d, expected 0, 1, 2 or 5".formatted(wireType, number));
        };
    return true;
  }

  /// Returns the number of the field.
  int number() {
    return number;
  }

  /// Returns where the bytes of a message, text or array lie.
  Span span() throws WeightFormatException {
    require(LENGTH);
    return new Span(at - value, at);
  }

  /// Returns a text.
  String text() throws WeightFormatException {
    return file.text(span(), what);
  }

  /// Returns an integer.
  long integer() throws WeightFormatException {
    require(VARINT);
    return value;
  }

  /// Returns an integer that says which of a few; every large one is the same unknown one.
  int code() throws WeightFormatException {
    return Math.clamp(integer(), -1, Integer.MAX_VALUE);
  }

  /// Returns a number of single precision.
  float single() throws WeightFormatException {
    require(FIXED32);
    return Float.intBitsToFloat((int) value);
  }

  /// Gives away the integers of a repeated field, which stand side by side or one to a field.
  void integers(LongConsumer consumer) throws WeightFormatException {
    if (wireType == LENGTH) {
      var packed = new ProtoFields(file, span(), what);
      while (packed.at < packed.message.end()) {
        consumer.accept(packed.varint());
      }
    } else {
      consumer.accept(integer());
    }
  }

  /// Gives away the bits of single-precision numbers of a repeated field.
  void singles(LongConsumer consumer) throws WeightFormatException {
    if (wireType == LENGTH) {
      var packed = new ProtoFields(file, span(), what);
      while (packed.at < packed.message.end()) {
        consumer.accept(packed.fixed32());
      }
    } else {
      require(FIXED32);
      consumer.accept(value);
    }
  }

  /// Gives away the double-precision numbers of a repeated field.
  void doubles(DoubleConsumer consumer) throws WeightFormatException {
    if (wireType == LENGTH) {
      var packed = new ProtoFields(file, span(), what);
      while (packed.at < packed.message.end()) {
        consumer.accept(Double.longBitsToDouble(packed.fixed64()));
      }
    } else {
      require(FIXED64);
      consumer.accept(Double.longBitsToDouble(value));
    }
  }

  private void require(int expected) throws WeightFormatException {
    if (wireType != expected) {
      throw fault(
          "has type %d in field %d, expected type %d".formatted(wireType, number, expected));
    }
  }

  private long varint() throws WeightFormatException {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      require(at, 1);
      byte b = bytes.get(ValueLayout.JAVA_BYTE, at++);
      result |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return result;
      }
    }
    throw fault("has an integer of more than 10 bytes, expected at most that");
  }

  private long fixed32() throws WeightFormatException {
    require(at, Integer.BYTES);
    at += Integer.BYTES;
    return bytes.get(I32, at - Integer.BYTES) & 0xffff_ffffL;
  }

  private long fixed64() throws WeightFormatException {
    require(at, Long.BYTES);
    at += Long.BYTES;
    return bytes.get(I64, at - Long.BYTES);
  }

  private long length() throws WeightFormatException {
    long length = varint();
    require(at, length);
    at += length;
    return length;
  }

  private void require(long begin, long length) throws WeightFormatException {
    long left = message.end() - begin;
    if (length < 0 || length > left) {
      throw fault(
          "needs %s bytes at byte %d, %d are left in it; the file is cut short or damaged"
              .formatted(Long.toUnsignedString(length), begin, left));
    }
  }

  private WeightFormatException fault(String text) {
    return file.source().fault("%s at byte %d %s".formatted(what, message.begin(), text));
  }
}
