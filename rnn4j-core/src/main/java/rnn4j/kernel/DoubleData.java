package rnn4j.kernel;

import java.util.Arrays;

/// Elements in double precision.
public final class DoubleData extends Data {
  private final double[] array;

  /// @param array the elements themselves, not a copy
  public DoubleData(double[] array) {
    this.array = array;
  }

  /// Returns the elements themselves, not a copy.
  public double[] array() {
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
    array[index] = value;
  }

  @Override
  public DoubleData zeros(int length) {
    return new DoubleData(new double[length]);
  }

  @Override
  public void copyTo(int from, Data target, int to, int length) {
    System.arraycopy(array, from, ((DoubleData) target).array, to, length);
  }

  @Override
  public void fill(int from, int length, double value) {
    Arrays.fill(array, from, from + length, value);
  }
}
