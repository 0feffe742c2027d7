package rnn4j.io.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Source;

/// The bytes of pickles, read one after another; no length is trusted.
public final class PickleInput {
  /// Longest line, such as a name or a number in digits.
  private static final int MAX_LINE_BYTES = 1 << 16;

  /// All text of all pickles of a file together. Names of tensors take some megabytes at most.
  private static final long MAX_TEXT_BYTES = 1 << 26;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Source source;
  private final MemorySegment bytes;
  private long at;
  private long textBytes;

  /// Reads from the beginning of some bytes.
  public PickleInput(Source source, MemorySegment bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /// Returns the number of bytes that have been read.
  public long position() {
    return at;
  }

  /// Returns a fault at this place.
  WeightFormatException fault(String fault) {
    return source.fault("pickle at byte %d: %s".formatted(at, fault));
  }

  int unsignedByte() throws WeightFormatException {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, skip(1)));
  }

  int unsignedShort() throws WeightFormatException {
    return Short.toUnsignedInt(bytes.get(SHORT, skip(Short.BYTES)));
  }

  int signedInt() throws WeightFormatException {
    return bytes.get(INT, skip(Integer.BYTES));
  }

  long unsignedInt() throws WeightFormatException {
    return Integer.toUnsignedLong(signedInt());
  }

  long signedLong() throws WeightFormatException {
    return bytes.get(LONG, skip(Long.BYTES));
  }

  double float64() throws WeightFormatException {
    return bytes.get(DOUBLE, skip(Double.BYTES));
  }

  /// Returns the next bytes; there is no memory taken for more than the file has.
  byte[] bytes(long length) throws WeightFormatException {
    if (length < 0 || length > bytes.byteSize() - at) {
      throw fault(
          "has a length of %s, expected at most the %d bytes that follow"
              .formatted(Long.toUnsignedString(length), bytes.byteSize() - at));
    }
    textBytes += length;
    if (textBytes > MAX_TEXT_BYTES) {
      throw fault("has more than %d bytes of text, expected fewer".formatted(MAX_TEXT_BYTES));
    }
    var copy = new byte[(int) length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, copy, 0, copy.length);
    at += length;
    return copy;
  }

  String utf8(long length) throws WeightFormatException {
    byte[] text = bytes(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException _) {
      // Python lets halves of surrogate pairs pass, which are no characters.
      throw fault("has text that is not UTF-8");
    }
  }

  /// Returns the text up to the end of the line.
  String line() throws WeightFormatException {
    long end = at;
    while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
      if (end - at > MAX_LINE_BYTES) {
        throw fault("has a line of more than %d bytes, expected less".formatted(MAX_LINE_BYTES));
      }
      end++;
    }
    if (end == bytes.byteSize()) {
      throw fault("ends inside a line, expected a line feed");
    }
    String line = utf8(end - at);
    at++;
    return line;
  }

  private long skip(int length) throws WeightFormatException {
    if (length > bytes.byteSize() - at) {
      throw fault("ends, expected more; the file is cut short");
    }
    long begin = at;
    at += length;
    return begin;
  }
}
