package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;
import static rnn4j.kernel.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Sums of rows, each times a factor: outer products with a single column on the left, as for the
/// gradient of a vector. Every element is read once, so that nothing is copied.
final class VectorRowSums {
  /// Rows that all columns go through before the next: so memory is read almost in its order.
  private static final int CHUNK = 96;

  private VectorRowSums() {}

  /// Adds the products of the listed rows.
  ///
  /// @param at where the sums of the first panel start
  /// @param panel from one panel of sums to the next
  static void add(
      int[] rows, Register left, Register right, int columns, float[] sums, int at, int panel) {
    for (int first = 0; first < rows.length; first += CHUNK) {
      int end = Math.min(first + CHUNK, rows.length);
      for (int j = 0; j < columns; j += WIDTH) {
        int to = at + j / WIDTH * panel;
        if (columns - j >= WIDTH) {
          addPanel(rows, first, end, left, right, j, sums, to);
        } else {
          for (int k = j; k < columns; k += COUNT) {
            addVector(rows, first, end, left, right, k, columns - k, sums, to + k - j);
          }
        }
      }
    }
  }

  private static void addPanel(
      int[] rows,
      int first,
      int end,
      Register left,
      Register right,
      int column,
      float[] sums,
      int at) {
    float[] a = left.floats();
    float[] b = right.floats();
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, at + COUNT);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, at + 2 * COUNT);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, at + 3 * COUNT);
    for (int r = first; r < end; r++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[left.offset + rows[r] * left.stride]);
      int q = right.offset + column + rows[r] * right.stride;
      sum0 = x.fma(FloatVector.fromArray(SPECIES, b, q), sum0);
      sum1 = x.fma(FloatVector.fromArray(SPECIES, b, q + COUNT), sum1);
      sum2 = x.fma(FloatVector.fromArray(SPECIES, b, q + 2 * COUNT), sum2);
      sum3 = x.fma(FloatVector.fromArray(SPECIES, b, q + 3 * COUNT), sum3);
    }
    sum0.intoArray(sums, at);
    sum1.intoArray(sums, at + COUNT);
    sum2.intoArray(sums, at + 2 * COUNT);
    sum3.intoArray(sums, at + 3 * COUNT);
  }

  private static void addVector(
      int[] rows,
      int first,
      int end,
      Register left,
      Register right,
      int column,
      int count,
      float[] sums,
      int at) {
    float[] a = left.floats();
    float[] b = right.floats();
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, at);
    for (int r = first; r < end; r++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[left.offset + rows[r] * left.stride]);
      int q = right.offset + column + rows[r] * right.stride;
      sum = x.fma(Lanes.load(b, q, count), sum);
    }
    sum.intoArray(sums, at);
  }
}
