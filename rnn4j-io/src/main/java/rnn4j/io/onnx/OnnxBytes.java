package rnn4j.io.onnx;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Source;

/// The bytes of an ONNX file, mapped into memory, and a count of what has been made of them. Two
/// bytes of a protobuf file can say "one more node", so it is counted what a file makes the heap
/// hold, and a file that asks for more than any real model does is refused.
final class OnnxBytes {

  /// Nodes, their inputs, outputs and attributes, and initialisers; some 150 bytes of heap each.
  static final int MAX_ENTRIES = 1_000_000;

  /// Bytes of all names together.
  static final long MAX_TEXT_BYTES = 1 << 25;

  private final Source source;
  private final MemorySegment bytes;
  private final @Nullable Path folder;
  private int entries;
  private long textBytes;
  private long externalBytes;

  /// @param folder where files beside the model may lie; null for bytes in memory
  OnnxBytes(Source source, MemorySegment bytes, @Nullable Path folder) {
    this.source = source;
    this.bytes = bytes;
    this.folder = folder;
  }

  Source source() {
    return source;
  }

  @Nullable Path folder() {
    return folder;
  }

  MemorySegment bytes() {
    return bytes;
  }

  /// Returns the whole file, which is one message.
  Span all() {
    return new Span(0, bytes.byteSize());
  }

  /// Returns the fields of a message.
  ///
  /// @param what the message, as faults name it
  ProtoFields fields(Span message, String what) {
    return new ProtoFields(this, message, what);
  }

  /// Counts one more thing that is kept of the file.
  void count() throws WeightFormatException {
    if (++entries > MAX_ENTRIES) {
      throw source.fault(
          "has more than %d nodes, inputs, outputs, attributes and initialisers, expected at most that"
              .formatted(MAX_ENTRIES));
    }
  }

  /// Returns a name or another short text.
  String text(Span span, String what) throws WeightFormatException {
    if (span.bytes() == 0) {
      return "";
    }
    textBytes += span.bytes();
    if (textBytes > MAX_TEXT_BYTES) {
      throw source.fault(
          "has names of more than %d bytes, expected at most that".formatted(MAX_TEXT_BYTES));
    }
    ByteBuffer buffer = bytes.asSlice(span.begin(), span.bytes()).asByteBuffer();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      WeightFormatException fault =
          source.fault("%s at byte %d has a text that is not UTF-8".formatted(what, span.begin()));
      fault.initCause(e);
      throw fault;
    }
  }

  /// Says how large a file beside the model is.
  void external(long bytes) {
    externalBytes = Math.max(externalBytes, bytes);
  }

  /// Returns how many elements a constant may have: each takes at least two bytes somewhere, but
  /// for a few small ones.
  long mostElements() {
    return (bytes.byteSize() + externalBytes) / 2 + 1_000_000;
  }
}
