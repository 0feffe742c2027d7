package rnn4j.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// A tensor of a golden case: type `f32`, `f64` or `i64`, shape, and the values in row-major order.
public final class GoldenTensor {

  private final String type;
  private final int[] shape;
  private final ByteBuffer bytes;

  private GoldenTensor(String type, int[] shape, ByteBuffer bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  static GoldenTensor parse(List<String> words) {
    String type = words.get(2);
    String dims = words.get(3).substring(1, words.get(3).length() - 1);
    int[] shape =
        dims.isEmpty()
            ? new int[0]
            : Stream.of(dims.split(",")).mapToInt(Integer::parseInt).toArray();
    String content = words.size() == 5 ? words.get(4) : "";
    byte[] bytes =
        words.getFirst().equals("formula")
            ? formula(
                Integer.parseInt(content), type, IntStream.of(shape).reduce(1, (a, b) -> a * b))
            : Base64.getDecoder().decode(content);
    return new GoldenTensor(type, shape, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// Returns `f32`, `f64` or `i64`.
  public String type() {
    return type;
  }

  public int[] shape() {
    return shape.clone();
  }

  /// Returns the values of an `f32` tensor.
  public float[] floats() {
    requireType("f32");
    float[] values = new float[bytes.limit() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /// Returns the values of an `f64` tensor.
  public double[] doubles() {
    requireType("f64");
    double[] values = new double[bytes.limit() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /// Returns the values of an `i64` tensor.
  public long[] longs() {
    requireType("i64");
    long[] values = new long[bytes.limit() / Long.BYTES];
    bytes.asLongBuffer().get(values);
    return values;
  }

  /// Returns an `f32` or `f64` tensor.
  public Tensor tensor() {
    return type.equals("f32") ? Tensor.of(floats(), shape) : Tensor.of(doubles(), shape);
  }

  /// Returns the values of an `i64` tensor as indices.
  public Indices indices() {
    return Indices.of(LongStream.of(longs()).mapToInt(Math::toIntExact).toArray(), shape);
  }

  private void requireType(String expected) {
    if (!type.equals(expected)) {
      throw new IllegalStateException(
          "GoldenTensor: type is %s, expected %s".formatted(type, expected));
    }
  }

  /// The formula of the golden files: a hash of index and salt as a multiple of `2^-23` in `[-1,
  /// 1)`.
  private static byte[] formula(int salt, String type, int count) {
    boolean narrow = type.equals("f32");
    var bytes =
        ByteBuffer.allocate(count * (narrow ? Float.BYTES : Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      int hash = i * 0x9e3779b1 + salt * 0x85ebca77;
      hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
      hash = (hash ^ (hash >>> 12)) * 0x297a2d39;
      hash ^= hash >>> 15;
      double value = (hash >>> 8) * 0x1p-23 - 1;
      if (narrow) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return bytes.array();
  }
}
