package rnn4j.benchmarks;

/// Other libraries' orders of an LSTM's weights.
public final class Layouts {
  private Layouts() {}

  /// Returns the gates of a weight or bias in another order.
  ///
  /// @param array (4 * hiddenSize, ...), gates in the order i, f, g, o
  /// @param order the number in i, f, g, o of the gate that comes to each place
  public static float[] gates(float[] array, int[] order) {
    int gate = array.length / 4;
    var result = new float[array.length];
    for (int place = 0; place < 4; place++) {
      System.arraycopy(array, order[place] * gate, result, place * gate, gate);
    }
    return result;
  }

  /// Returns the transpose of a matrix.
  public static float[] transpose(float[] matrix, int rows, int columns) {
    var result = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = matrix[i * columns + j];
      }
    }
    return result;
  }

  /// Returns the sums of the elements of two arrays.
  public static float[] sum(float[] one, float[] other) {
    var result = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      result[i] = one[i] + other[i];
    }
    return result;
  }

  /// Returns arrays one behind the other.
  public static float[] concat(float[]... arrays) {
    int length = 0;
    for (float[] array : arrays) {
      length += array.length;
    }
    var result = new float[length];
    int at = 0;
    for (float[] array : arrays) {
      System.arraycopy(array, 0, result, at, array.length);
      at += array.length;
    }
    return result;
  }
}
