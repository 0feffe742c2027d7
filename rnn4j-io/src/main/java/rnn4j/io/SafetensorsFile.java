package rnn4j.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.Tensor;

/// A safetensors file that is open for reading. It is mapped into memory and checked as a whole
/// when it is opened; a tensor's elements are read when it is asked for. What takes memory on the
/// heap is the header and the tensors asked for, not the file.
///
/// ```java
/// try (SafetensorsFile file = Safetensors.read(Path.of("model.safetensors"))) {
///   for (String name : file.names()) {
///     System.out.println(file.info(name));
///   }
///   Tensor weight = file.tensor("lstm.weight_ih_l0");
/// }
/// ```
///
/// Any number of threads may read, but none while the file is being closed. As with every mapped
/// file, nobody may shorten it while it is open; replacing it by renaming, as [Safetensors#write]
/// does, is fine: this goes on showing the old content.
public final class SafetensorsFile implements ModelFile {
  private final Source source;
  private final MappedFile file;
  private final MemorySegment data;
  private final Map<String, String> metadata;
  private final Map<String, SafetensorsEntry> entries;

  /// Checks a file, which is closed with this.
  SafetensorsFile(Source source, MappedFile file) throws WeightFormatException {
    MemorySegment bytes = file.bytes();
    long headerEnd = SafetensorsHeader.LENGTH_BYTES + headerBytes(source, bytes);
    ByteBuffer text =
        bytes
            .asSlice(SafetensorsHeader.LENGTH_BYTES, headerEnd - SafetensorsHeader.LENGTH_BYTES)
            .asByteBuffer();
    SafetensorsHeader header = SafetensorsHeaderParser.parse(source, text);
    this.source = source;
    this.file = file;
    this.data = bytes.asSlice(headerEnd);
    this.metadata = header.metadata();
    var byName = new LinkedHashMap<String, SafetensorsEntry>();
    for (SafetensorsEntry entry :
        SafetensorsLayout.check(source, header.tensors(), data.byteSize())) {
      byName.put(entry.name(), entry);
    }
    this.entries = Collections.unmodifiableMap(byName);
  }

  static SafetensorsFile open(Path path) throws IOException {
    MappedFile file = MappedFile.open(path);
    try {
      return new SafetensorsFile(new Source("Safetensors.read", path), file);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  /// Returns the length of the header, which stands in front of it.
  private static long headerBytes(Source source, MemorySegment bytes) throws WeightFormatException {
    if (bytes.byteSize() < SafetensorsHeader.LENGTH_BYTES) {
      throw source.fault(
          "file has %s bytes, expected at least %s, the length of the header"
              .formatted(bytes.byteSize(), SafetensorsHeader.LENGTH_BYTES));
    }
    long length = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
    if (Long.compareUnsigned(length, SafetensorsHeader.MAX_BYTES) > 0) {
      throw source.fault(
          "header length is %s, expected at most %s"
              .formatted(Long.toUnsignedString(length), SafetensorsHeader.MAX_BYTES));
    }
    long rest = bytes.byteSize() - SafetensorsHeader.LENGTH_BYTES;
    if (length > rest) {
      throw source.fault(
          "header length is %s, expected at most the %s bytes after it; the file is cut short"
              .formatted(length, rest));
    }
    return length;
  }

  @Override
  public String format() {
    return "safetensors";
  }

  /// Returns the names of all tensors, in the order in which they lie in the file.
  @Override
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /// Returns the free text that the file has by name, such as `format`.
  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    return entry(name).info();
  }

  /// Returns where a tensor lies.
  SafetensorsEntry entry(String name) throws WeightFormatException {
    SafetensorsEntry entry = entries.get(name);
    if (entry == null) {
      throw source.noTensor(name, entries.keySet());
    }
    return entry;
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    SafetensorsEntry entry = entry(name);
    return data.asSlice(entry.begin(), entry.end() - entry.begin());
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(source, info(name), bytes(name));
  }

  /// Closes the file. Tensors that have been read stay as they are.
  @Override
  public void close() {
    file.close();
  }
}
