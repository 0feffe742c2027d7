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
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.TensorBytes;
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

  private final List<RawTensor> tensors;
  private final byte[] header;

  SafetensorsWriter(List<RawTensor> tensors, Map<String, String> metadata) {
    tensors.forEach(tensor -> requireName(tensor.info().name()));
    metadata.keySet().forEach(SafetensorsWriter::requireUnicode);
    metadata.values().forEach(SafetensorsWriter::requireUnicode);
    Comparator<RawTensor> longestTypeFirst =
        Comparator.comparingInt(tensor -> -tensor.info().type().bits());
    Comparator<RawTensor> byName = Comparator.comparing(tensor -> tensor.info().name(), BY_BYTES);
    this.tensors = tensors.stream().sorted(longestTypeFirst.thenComparing(byName)).toList();
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
    for (RawTensor tensor : tensors) {
      tensor.content().writeTo(out);
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
      for (RawTensor tensor : tensors) {
        begin = writeInfo(json, tensor.info(), begin);
      }
      json.writeEndObject();
    }
    while (bytes.size() % SafetensorsHeader.LENGTH_BYTES != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  /// Writes what the header says of a tensor, and returns where its bytes end.
  private static long writeInfo(JsonGenerator json, TensorInfo info, long begin) {
    long end = begin + info.byteSize();
    json.writeObjectPropertyStart(info.name());
    json.writeStringProperty("dtype", info.type().name());
    json.writeArrayPropertyStart("shape");
    for (long size : info.shape()) {
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
