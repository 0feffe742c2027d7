package rnn4j.io.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// The header of an array in NumPy's format of version 1, 2 or 3.
///
/// @param type of the elements
/// @param bigEndian whether the more significant bytes of numbers come first
/// @param fortranOrder whether the first index runs fastest
/// @param shape the sizes, outermost first
/// @param bytes of the header, after which the elements begin
record NpyHeader(
    NpyType type, boolean bigEndian, boolean fortranOrder, List<Long> shape, long bytes) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// As many as NumPy has.
  private static final int MAX_DIMENSIONS = 64;

  /// NumPy itself refuses more.
  private static final int MAX_BYTES = 10_000;

  private static final int ALIGNMENT = 64;
  private static final int VERSION_BYTES = 2;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Reads the header of an array.
  ///
  /// @throws WeightFormatException if it is not as the format demands, or the elements are not as
  ///   many as the shape says
  static NpyHeader read(Source source, MemorySegment file) throws WeightFormatException {
    long fixed = (long) MAGIC.length + VERSION_BYTES;
    if (file.byteSize() < fixed + Integer.BYTES
        || file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) != -1) {
      throw source.fault("does not begin with \\x93NUMPY and a header, expected an array");
    }
    int version = file.get(ValueLayout.JAVA_BYTE, MAGIC.length);
    long textBegin = fixed + (version == 1 ? Short.BYTES : Integer.BYTES);
    long length =
        switch (version) {
          case 1 -> Short.toUnsignedLong(file.get(SHORT, fixed));
          case 2, 3 -> Integer.toUnsignedLong(file.get(INT, fixed));
          default -> throw source.fault("has version %d, expected 1, 2 or 3".formatted(version));
        };
    if (length > MAX_BYTES || length > file.byteSize() - textBegin) {
      throw source.fault(
          "header has %d bytes, expected at most %d; the file is cut short"
              .formatted(length, Math.min(MAX_BYTES, file.byteSize() - textBegin)));
    }
    byte[] text = file.asSlice(textBegin, length).toArray(ValueLayout.JAVA_BYTE);
    NpyHeader header =
        new Parser(source, new String(text, StandardCharsets.ISO_8859_1))
            .header(textBegin + length);
    header.checkSize(source, file.byteSize());
    return header;
  }

  private void checkSize(Source source, long fileBytes) throws WeightFormatException {
    long expected;
    try {
      expected = type.type().bits() / Byte.SIZE;
      for (long size : shape) {
        expected = Math.multiplyExact(expected, size);
      }
    } catch (ArithmeticException _) {
      throw source.fault("has the shape %s, expected fewer than 2^63 bytes".formatted(shape));
    }
    if (fileBytes - bytes != expected) {
      throw source.fault(
          "has %d bytes after its header, expected %d for %s of shape %s"
              .formatted(fileBytes - bytes, expected, type.descr(), shape));
    }
  }

  /// Returns the header of a file in row-major, little-endian order, padded so that the elements
  /// begin at a multiple of 64 bytes.
  static byte[] write(NpyType type, List<Long> shape) {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(type.descr(), shape.size() == 1 ? sizes + "," : sizes);
    int fixed = MAGIC.length + VERSION_BYTES + Short.BYTES;
    int padding = Math.floorMod(-(fixed + text.length() + 1), ALIGNMENT);
    int length = text.length() + padding + 1;
    var header = new StringBuilder(new String(MAGIC, StandardCharsets.ISO_8859_1));
    header.append((char) 1).append((char) 0);
    header.append((char) (length & 0xff)).append((char) (length >> Byte.SIZE));
    header.append(text).append(" ".repeat(padding)).append('\n');
    return header.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Reads the Python dictionary of a header, without evaluating any Python: a dictionary of just
  /// `descr`, `fortran_order` and `shape`, with a string, a truth value and a tuple of integers.
  private static final class Parser {
    private final Source source;
    private final String text;
    private int at;

    Parser(Source source, String text) {
      this.source = source;
      this.text = text;
    }

    NpyHeader header(long headerBytes) throws WeightFormatException {
      String descr = null;
      Boolean fortranOrder = null;
      List<Long> shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        switch (key) {
          case "descr" -> descr = string();
          case "fortran_order" -> fortranOrder = truth();
          case "shape" -> shape = shape();
          default ->
              throw fault("has %s, expected descr, fortran_order, shape".formatted(Quoted.of(key)));
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      skipSpace();
      if (at < text.length()) {
        throw fault("has more after its dictionary, expected the end");
      }
      return of(descr, fortranOrder, shape, headerBytes);
    }

    private NpyHeader of(
        @Nullable String descr,
        @Nullable Boolean fortranOrder,
        @Nullable List<Long> shape,
        long headerBytes)
        throws WeightFormatException {
      if (descr == null || fortranOrder == null || shape == null) {
        throw fault(
            "has no %s, expected one"
                .formatted(
                    descr == null ? "descr" : fortranOrder == null ? "fortran_order" : "shape"));
      }
      char order = descr.isEmpty() ? ' ' : descr.charAt(0);
      boolean ordered = order == '<' || order == '>' || order == '|';
      NpyType type = ordered ? NpyType.of(descr.substring(1)).orElse(null) : null;
      if (type == null || (order == '|') != (type.numberBytes() == 1)) {
        throw source.fault(
            "has elements of type %s, expected floats, integers, complex numbers or truth values such as \"<f4\""
                .formatted(Quoted.of(descr)));
      }
      return new NpyHeader(type, order == '>', fortranOrder, List.copyOf(shape), headerBytes);
    }

    private String string() throws WeightFormatException {
      skipSpace();
      char quote = at < text.length() ? text.charAt(at) : ' ';
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
        throw fault("has no string, expected one");
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private boolean truth() throws WeightFormatException {
      skipSpace();
      for (boolean value : new boolean[] {false, true}) {
        String word = value ? "True" : "False";
        if (text.startsWith(word, at)) {
          at += word.length();
          return value;
        }
      }
      throw fault("has no truth value, expected True or False");
    }

    private List<Long> shape() throws WeightFormatException {
      List<Long> shape = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        if (shape.size() == MAX_DIMENSIONS) {
          throw fault("has more than %d sizes, expected at most that".formatted(MAX_DIMENSIONS));
        }
        shape.add(integer());
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return shape;
    }

    private long integer() throws WeightFormatException {
      skipSpace();
      int begin = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      String digits = text.substring(begin, at);
      accept('L'); // Python 2's long integers
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException _) {
        throw fault(
            "has the size %s, expected an integer from 0 to %d"
                .formatted(Quoted.of(digits), Long.MAX_VALUE));
      }
    }

    private void expect(char c) throws WeightFormatException {
      if (!accept(c)) {
        throw fault("has no '%s', expected one".formatted(c));
      }
    }

    private boolean accept(char c) {
      skipSpace();
      boolean there = at < text.length() && text.charAt(at) == c;
      at += there ? 1 : 0;
      return there;
    }

    private void skipSpace() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
        at++;
      }
    }

    private WeightFormatException fault(String fault) {
      return source.fault("header at character %d %s".formatted(at, fault));
    }
  }
}
