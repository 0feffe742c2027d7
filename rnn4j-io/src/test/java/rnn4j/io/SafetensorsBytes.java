package rnn4j.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.tensor.Tensor;

/// Safetensors files in memory.
final class SafetensorsBytes {

  private SafetensorsBytes() {}

  /// Returns a file of a header, with its length in front, and zeros.
  static byte[] file(String header, int dataBytes) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  static SafetensorsFile read(byte[] bytes) throws WeightFormatException {
    var source = new Source("Safetensors.read", Path.of("m.safetensors"));
    return new SafetensorsFile(source, MappedFile.of(bytes));
  }

  static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) {
    var bytes = new ByteArrayOutputStream();
    try {
      new SafetensorsWriter(RawTensor.of(tensors), metadata).writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
