package rnn4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.file.Quoted;
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
public final class SafetensorsFile implements Closeable {
  /// As many as an array can have, see [rnn4j.tensor.Shape].
  private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private final Source source;
  private final Arena arena;
  private final MemorySegment data;
  private final Map<String, String> metadata;
  private final Map<String, TensorInfo> infos;

  /// Checks the bytes of a file; the arena is closed with it.
  SafetensorsFile(Source source, Arena arena, MemorySegment bytes) throws WeightFormatException {
    long headerEnd = SafetensorsHeader.LENGTH_BYTES + headerBytes(source, bytes);
    ByteBuffer text =
        bytes
            .asSlice(SafetensorsHeader.LENGTH_BYTES, headerEnd - SafetensorsHeader.LENGTH_BYTES)
            .asByteBuffer();
    SafetensorsHeader header = SafetensorsHeaderParser.parse(source, text);
    this.source = source;
    this.arena = arena;
    this.data = bytes.asSlice(headerEnd);
    this.metadata = header.metadata();
    var byName = new LinkedHashMap<String, TensorInfo>();
    for (TensorInfo info : SafetensorsLayout.check(source, header.tensors(), data.byteSize())) {
      byName.put(info.name(), info);
    }
    this.infos = Collections.unmodifiableMap(byName);
  }

  static SafetensorsFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new SafetensorsFile(new Source("Safetensors.read", path), arena, bytes);
    } catch (Throwable e) {
      arena.close();
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

  /// Returns the names of all tensors, in the order in which they lie in the file.
  public List<String> names() {
    return List.copyOf(infos.keySet());
  }

  /// Returns the free text that the file has by name, such as `format`.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// Returns the type and shape of a tensor, without reading its elements.
  ///
  /// @throws WeightFormatException if there is none of that name
  public TensorInfo info(String name) throws WeightFormatException {
    TensorInfo info = infos.get(name);
    if (info == null) {
      throw source.tensorFault(
          name,
          infos.isEmpty()
              ? "is not in the file, which has no tensors"
              : "is not in the file, expected one of " + Quoted.list(infos.keySet()));
    }
    return info;
  }

  /// Reads a tensor. [F64][ElementType#F64] becomes double precision; [F32][ElementType#F32],
  /// [F16][ElementType#F16] and [BF16][ElementType#BF16] become single precision, exactly.
  ///
  /// @throws WeightFormatException if there is none of that name, or it has another type, or more
  ///   elements than an array can hold
  /// @throws IllegalStateException if the file has been closed
  public Tensor tensor(String name) throws WeightFormatException {
    TensorInfo info = info(name);
    MemorySegment bytes = data.asSlice(info.begin(), info.end() - info.begin());
    return switch (info.type()) {
      case F64 -> TensorBytes.readF64(bytes, shape(info));
      case F32 -> TensorBytes.readF32(bytes, shape(info));
      case F16 -> TensorBytes.readF16(bytes, shape(info));
      case BF16 -> TensorBytes.readBf16(bytes, shape(info));
      default ->
          throw source.tensorFault(
              name, "has dtype %s, expected F64, F32, F16 or BF16".formatted(info.type()));
    };
  }

  /// Reads all tensors, by name, in the order in which they lie in the file.
  ///
  /// @throws WeightFormatException if one of them cannot be read, see [#tensor]
  /// @throws IllegalStateException if the file has been closed
  public Map<String, Tensor> stateDict() throws WeightFormatException {
    var state = new LinkedHashMap<String, Tensor>();
    for (String name : infos.keySet()) {
      state.put(name, tensor(name));
    }
    return Collections.unmodifiableMap(state);
  }

  /// Closes the file. Tensors that have been read stay as they are.
  @Override
  public void close() {
    arena.close();
  }

  private int[] shape(TensorInfo info) throws WeightFormatException {
    var sizes = new int[info.shape().size()];
    long numel = 1;
    for (int d = 0; d < sizes.length; d++) {
      long size = info.shape().get(d);
      numel *= size; // the layout has been checked, so that this does not overflow
      sizes[d] = (int) size;
      if (size != sizes[d]) {
        throw source.tensorFault(
            info.name(),
            "is %s, expected sizes of at most %s"
                .formatted(info.typeAndShape(), Integer.MAX_VALUE));
      }
    }
    if (numel > MAX_ELEMENTS) {
      throw source.tensorFault(
          info.name(),
          "is %s with %s elements, expected at most %s"
              .formatted(info.typeAndShape(), numel, MAX_ELEMENTS));
    }
    return sizes;
  }
}
