package rnn4j.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.Tensor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// The content of one safetensors file. Its bytes are those that the format's reference writer
/// makes, which puts types of more bits first, so that all elements are aligned.
final class SafetensorsWriter {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  /// The order of the names' UTF-8 bytes, which is not that of [String#compareTo].
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final List<Map.Entry<String, Tensor>> tensors;
  private final byte[] header;

  SafetensorsWriter(Map<String, Tensor> tensors, Map<String, String> metadata) {
    tensors.keySet().forEach(SafetensorsWriter::requireName);
    metadata.keySet().forEach(SafetensorsWriter::requireUnicode);
    metadata.values().forEach(SafetensorsWriter::requireUnicode);
    Comparator<Map.Entry<String, Tensor>> longestTypeFirst =
        Comparator.comparingInt(entry -> -type(entry.getValue()).bits());
    this.tensors =
        tensors.entrySet().stream()
            .sorted(longestTypeFirst.thenComparing(Map.Entry::getKey, BY_BYTES))
            .toList();
    this.header = header(metadata);
    if (header.length > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "Safetensors.write: header has %s bytes, expected at most %s; write fewer or shorter names"
              .formatted(header.length, SafetensorsHeader.MAX_BYTES));
    }
  }

  void writeTo(WritableByteChannel out) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES);
    length.order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
    TensorBytes.writeFully(length, out);
    TensorBytes.writeFully(ByteBuffer.wrap(header), out);
    for (Map.Entry<String, Tensor> entry : tensors) {
      TensorBytes.write(entry.getValue(), out);
    }
  }

  private byte[] header(Map<String, String> metadata) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
        metadata.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(BY_BYTES))
            .forEach(entry -> json.writeStringProperty(entry.getKey(), entry.getValue()));
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Tensor> entry : tensors) {
        begin = writeInfo(json, entry.getKey(), entry.getValue(), begin);
      }
      json.writeEndObject();
    }
    while (bytes.size() % SafetensorsHeader.LENGTH_BYTES != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  /// Writes what the header says of a tensor, and returns where its bytes end.
  private static long writeInfo(JsonGenerator json, String name, Tensor tensor, long begin) {
    ElementType type = type(tensor);
    long end = begin + (long) tensor.numel() * type.bits() / Byte.SIZE;
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("dtype", type.name());
    json.writeArrayPropertyStart("shape");
    for (int size : tensor.shape().toArray()) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("data_offsets");
    json.writeNumber(begin);
    json.writeNumber(end);
    json.writeEndArray();
    json.writeEndObject();
    return end;
  }

  private static ElementType type(Tensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT64 -> ElementType.F64;
      case FLOAT32 -> ElementType.F32;
    };
  }

  private static void requireName(String name) {
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "Safetensors.write: a tensor has the name __metadata__, expected another; the format keeps it for metadata");
    }
    requireUnicode(name);
  }

  private static void requireUnicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "Safetensors.write: text is %s with half a surrogate pair, expected Unicode"
              .formatted(Quoted.of(text)));
    }
  }
}
