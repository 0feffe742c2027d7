package rnn4j.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The 64-bit FNV-1a hash over little-endian bytes, in hexadecimal, as the golden files have it.
public final class Fnv1a {

  private long hash = 0xcbf29ce484222325L;

  public static String of(byte[] bytes) {
    return new Fnv1a().add(bytes).toString();
  }

  public Fnv1a add(byte[] bytes) {
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return this;
  }

  public Fnv1a add(float[] values) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return add(bytes.array());
  }

  public Fnv1a add(double[] values) {
    var bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return add(bytes.array());
  }

  public Fnv1a add(long[] values) {
    var bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return add(bytes.array());
  }

  /// Returns the hash of everything added, 16 hexadecimal digits.
  @Override
  public String toString() {
    return "%016x".formatted(hash);
  }
}
