package rnn4j.io.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rnn4j.io.ElementType;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// A tensor that is to be written, of any type.
///
/// @param info its name, type and shape
/// @param content writes its elements, row-major, little-endian
public record RawTensor(TensorInfo info, AtomicFile.Content content) {

  /// Returns tensors in memory, in the order of the map.
  public static List<RawTensor> of(Map<String, Tensor> tensors) {
    List<RawTensor> raw = new ArrayList<>();
    tensors.forEach((name, tensor) -> raw.add(of(name, tensor)));
    return raw;
  }

  /// Returns a tensor in memory.
  public static RawTensor of(String name, Tensor tensor) {
    ElementType type =
        switch (tensor.dtype()) {
          case FLOAT64 -> ElementType.F64;
          case FLOAT32 -> ElementType.F32;
        };
    List<Long> shape = new ArrayList<>();
    for (int size : tensor.shape().toArray()) {
      shape.add((long) size);
    }
    return new RawTensor(new TensorInfo(name, type, shape), out -> TensorBytes.write(tensor, out));
  }

  /// Returns a tensor of an open file, bit for bit.
  ///
  /// @throws WeightFormatException if there is none of that name
  public static RawTensor of(ModelFile file, String name) throws WeightFormatException {
    return new RawTensor(file.info(name), out -> writeTo(out, file.bytes(name)));
  }

  private static void writeTo(WritableByteChannel out, MemorySegment bytes) throws IOException {
    TensorBytes.write(bytes, out);
  }
}
