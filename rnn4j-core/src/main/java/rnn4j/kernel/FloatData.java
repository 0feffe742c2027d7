package rnn4j.kernel;

import java.util.Arrays;

/// Elements in single precision.
public final class FloatData extends Data {
  private final float[] array;

  /// @param array the elements themselves, not a copy
  public FloatData(float[] array) {
    this.array = array;
  }

  /// Returns the elements themselves, not a copy.
  public float[] array() {
    return array;
  }

  @Override
  public int length() {
    return array.length;
  }

  @Override
  public double get(int index) {
    return array[index];
  }

  @Override
  public void set(int index, double value) {
    array[index] = (float) value;
  }

  @Override
  public FloatData zeros(int length) {
    return new FloatData(new float[length]);
  }

  @Override
  public void copyTo(int from, Data target, int to, int length) {
    System.arraycopy(array, from, ((FloatData) target).array, to, length);
  }

  @Override
  public void fill(int from, int length, double value) {
    Arrays.fill(array, from, from + length, (float) value);
  }
}
