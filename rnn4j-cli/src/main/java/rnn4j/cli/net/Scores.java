package rnn4j.cli.net;

import rnn4j.tensor.Tensor;

/// Scores of classes, read.
public final class Scores {
  private Scores() {}

  /// Returns the class with the highest score in every row.
  ///
  /// @param scores (..., classes)
  public static int[] best(Tensor scores) {
    float[] values = scores.toFloatArray();
    int classes = scores.size(-1);
    int[] best = new int[values.length / classes];
    for (int row = 0; row < best.length; row++) {
      int at = row * classes;
      for (int k = 1; k < classes; k++) {
        if (values[at + k] > values[at + best[row]]) {
          best[row] = k;
        }
      }
    }
    return best;
  }
}
