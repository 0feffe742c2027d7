package rnn4j.cli.classify;

import org.jspecify.annotations.Nullable;
import rnn4j.cli.series.GapFilling;
import rnn4j.tensor.Tensor;

/// A sequence of numbers and its class. The numbers are read when they are asked for.
///
/// @param name by which it is told of
/// @param label null where it is not known
/// @param length steps
/// @param values where its numbers are
/// @param from the row of the first of them
record LabelledSequence(
    String name, @Nullable String label, int length, FeatureRows values, long from) {

  /// Returns the numbers, (length, features). A missing one lies on the straight line between its
  /// neighbours, at an end it is as the one beside it; where all are missing they are NaN.
  Tensor features() {
    float[] all = values.read(from, length);
    int width = values.width();
    boolean[] incomplete = new boolean[width];
    for (int i = 0; i < all.length; i++) {
      incomplete[i % width] |= Float.isNaN(all[i]);
    }
    for (int k = 0; k < width; k++) {
      if (incomplete[k]) {
        fill(all, k, width);
      }
    }
    return Tensor.of(all, length, width);
  }

  private static void fill(float[] all, int feature, int width) {
    double[] column = new double[all.length / width];
    for (int t = 0; t < column.length; t++) {
      column[t] = all[t * width + feature];
    }
    double[] held = GapFilling.hold(column);
    column[0] = held[0];
    column[column.length - 1] = held[column.length - 1];
    double[] filled = GapFilling.line(column);
    for (int t = 0; t < column.length; t++) {
      all[t * width + feature] = (float) filled[t];
    }
  }
}
