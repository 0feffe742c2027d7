package rnn4j.kernel;

/// How the elements of a packed weight are stored. A product computes with the stored numbers,
/// widened to the element type, as if the weight had been made of them from the beginning: apart
/// from the weights nothing is rounded that would not be rounded otherwise, and results have the
/// same bits everywhere.
public enum WeightFormat {
  /// As they are.
  FULL {
    @Override
    void round(float[] column) {}
  },

  /// In 16 bits, the upper half of a float: rounded to the nearest of those numbers, to even where
  /// two are as near. A weight is off by at most 1/256 of itself.
  BFLOAT16 {
    @Override
    void round(float[] column) {
      for (int k = 0; k < column.length; k++) {
        column[k] = Float.intBitsToFloat(bfloat16(column[k]) << 16);
      }
    }
  },

  /// In 8 bits: whole numbers `q` in `[-127, 127]` with one factor for each column, `w = q *
  /// factor`, where the factor is the largest magnitude in the column divided by 127. A weight is
  /// off by at most half a factor. A column with a weight that is no finite number is all NaN.
  INT8 {
    @Override
    void round(float[] column) {
      float factor = int8Factor(column);
      for (int k = 0; k < column.length; k++) {
        column[k] = int8(column[k], factor) * factor;
      }
    }
  };

  /// Replaces the elements of one column by what is stored of them.
  abstract void round(float[] column);

  /// Returns the upper half of the nearest float that has no lower half.
  public static int bfloat16(float w) {
    int bits = Float.floatToRawIntBits(w);
    if (Float.isNaN(w)) {
      return (bits >>> 16) | 0x40; // so that some bit of the fraction stays
    }
    return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }

  /// Returns what the whole numbers of a column are multiplied by.
  public static float int8Factor(float[] column) {
    float largest = 0;
    for (float w : column) {
      largest = Math.max(largest, Math.abs(w));
    }
    return largest == Float.POSITIVE_INFINITY ? Float.NaN : largest / 127;
  }

  /// Returns the whole number that is nearest to `w / factor`.
  public static byte int8(float w, float factor) {
    return factor == 0 ? 0 : (byte) Math.clamp((long) Math.rint(w / factor), -127, 127);
  }
}
