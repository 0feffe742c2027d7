package rnn4j.io.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// The elements of tensors as little-endian bytes, bit for bit: not-a-numbers keep their payload.
public final class TensorBytes {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int MAX_BUFFER_BYTES = 1 << 30;

  /// As many as an array can have, see [rnn4j.tensor.Shape].
  private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort F16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private TensorBytes() {}

  // ---- Reading

  /// Returns a tensor of the elements that a file holds, in the type that [rnn4j.io.ElementType]
  /// says.
  ///
  /// @param bytes of all elements, as many as type and shape take
  /// @throws WeightFormatException if they are no floats, or too many for an array
  public static Tensor tensor(Source source, TensorInfo info, MemorySegment bytes)
      throws WeightFormatException {
    return switch (info.type()) {
      case F64 -> readF64(bytes, shape(source, info));
      case F32 -> readF32(bytes, shape(source, info));
      case F16 -> readF16(bytes, shape(source, info));
      case BF16 -> readBf16(bytes, shape(source, info));
      default ->
          throw source.tensorFault(
              info.name(), "has dtype %s, expected F64, F32, F16 or BF16".formatted(info.type()));
    };
  }

  private static int[] shape(Source source, TensorInfo info) throws WeightFormatException {
    var sizes = new int[info.shape().size()];
    for (int d = 0; d < sizes.length; d++) {
      long size = info.shape().get(d);
      sizes[d] = (int) size;
      if (size != sizes[d]) {
        throw source.tensorFault(
            info.name(),
            "is %s, expected sizes of at most %s"
                .formatted(info.typeAndShape(), Integer.MAX_VALUE));
      }
    }
    if (info.numel() > MAX_ELEMENTS) {
      throw source.tensorFault(
          info.name(),
          "is %s with %s elements, expected at most %s"
              .formatted(info.typeAndShape(), info.numel(), MAX_ELEMENTS));
    }
    return sizes;
  }

  /// Returns a tensor of double precision.
  public static Tensor readF64(MemorySegment bytes, int... shape) {
    var elements = new double[Math.toIntExact(bytes.byteSize() / Double.BYTES)];
    MemorySegment.copy(bytes, F64, 0, elements, 0, elements.length);
    return Tensor.of(elements, shape);
  }

  /// Returns a tensor of single precision.
  public static Tensor readF32(MemorySegment bytes, int... shape) {
    var elements = new float[Math.toIntExact(bytes.byteSize() / Float.BYTES)];
    MemorySegment.copy(bytes, F32, 0, elements, 0, elements.length);
    return Tensor.of(elements, shape);
  }

  /// Returns a tensor of single precision from elements of half precision.
  public static Tensor readF16(MemorySegment bytes, int... shape) {
    var elements = new float[Math.toIntExact(bytes.byteSize() / Short.BYTES)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = halfToFloat(bytes.get(F16, (long) i * Short.BYTES));
    }
    return Tensor.of(elements, shape);
  }

  /// Returns a tensor of single precision from elements that are the upper halves of such.
  public static Tensor readBf16(MemorySegment bytes, int... shape) {
    var elements = new float[Math.toIntExact(bytes.byteSize() / Short.BYTES)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Float.intBitsToFloat(bytes.get(F16, (long) i * Short.BYTES) << 16);
    }
    return Tensor.of(elements, shape);
  }

  /// Returns the number that has these bits in half precision. Unlike [Float#float16ToFloat], which
  /// may be an instruction that makes signalling not-a-numbers quiet, it gives the same bits on
  /// every machine.
  public static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    int bits =
        switch (exponent) {
          case 0 -> Float.floatToRawIntBits(mantissa * 0x1p-24f); // subnormal, exact in a float
          case 0x1f -> 0x7f800000 | mantissa << 13; // infinite or not a number
          default -> (exponent - 15 + 127) << 23 | mantissa << 13;
        };
    return Float.intBitsToFloat(sign | bits);
  }

  // ---- Writing

  /// Writes all elements in the tensor's own type, row-major.
  public static void write(Tensor tensor, WritableByteChannel out) throws IOException {
    switch (tensor.dtype()) {
      case FLOAT64 ->
          write(MemorySegment.ofArray(tensor.toDoubleArray()), ValueLayout.JAVA_DOUBLE, F64, out);
      case FLOAT32 ->
          write(MemorySegment.ofArray(tensor.toFloatArray()), ValueLayout.JAVA_FLOAT, F32, out);
    }
  }

  private static void write(
      MemorySegment elements, ValueLayout from, ValueLayout to, WritableByteChannel out)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(CHUNK_BYTES);
      for (long at = 0; at < elements.byteSize(); at += CHUNK_BYTES) {
        long bytes = Math.min(CHUNK_BYTES, elements.byteSize() - at);
        MemorySegment.copy(elements, from, at, chunk, to, 0, bytes / to.byteSize());
        writeFully(chunk.asSlice(0, bytes).asByteBuffer(), out);
      }
    }
  }

  /// Writes bytes as they are.
  public static void write(MemorySegment bytes, WritableByteChannel out) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += MAX_BUFFER_BYTES) {
      long size = Math.min(MAX_BUFFER_BYTES, bytes.byteSize() - at);
      writeFully(bytes.asSlice(at, size).asByteBuffer(), out);
    }
  }

  /// Writes all of the buffer; one call of a channel may write less.
  public static void writeFully(ByteBuffer bytes, WritableByteChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
