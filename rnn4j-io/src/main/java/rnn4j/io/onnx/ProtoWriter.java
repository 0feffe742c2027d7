package rnn4j.io.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message in protobuf's wire form, made field by field.
final class ProtoWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Adds a text.
  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds a message.
  ProtoWriter message(int field, ProtoWriter message) {
    return bytes(field, message.toByteArray());
  }

  /// Adds bytes, which may be a message.
  ProtoWriter bytes(int field, byte[] value) {
    tag(field, 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /// Adds an integer.
  ProtoWriter integer(int field, long value) {
    tag(field, 0);
    varint(value);
    return this;
  }

  /// Adds a number of single precision.
  ProtoWriter single(int field, float value) {
    tag(field, 5);
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  /// Adds integers, each as a field of its own, which every reader takes.
  ProtoWriter integers(int field, long... values) {
    for (long value : values) {
      integer(field, value);
    }
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
