package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.Lanes;

/// Sums of products of rows, element by element, as for the gradient of a vector. Rows are read
/// where they lie.
final class VectorRowSums {
  /// Rows that all lanes go through before the next: so memory is read almost in its order.
  private static final int CHUNK = 96;

  private VectorRowSums() {}

  /// Adds the products of the listed rows.
  static void add(int[] rows, int lanes, Register sums, Register x, Register y) {
    for (int first = 0; first < rows.length; first += CHUNK) {
      int end = Math.min(first + CHUNK, rows.length);
      int l = 0;
      for (; lanes - l >= WIDTH; l += WIDTH) {
        addPanel(rows, first, end, l, sums, x, y);
      }
      for (; l < lanes; l += COUNT) {
        addVector(rows, first, end, l, lanes - l, sums, x, y);
      }
    }
  }

  private static void addPanel(
      int[] rows, int first, int end, int lane, Register sums, Register x, Register y) {
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    int at = sums.offset + lane;
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums.floats(), at);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums.floats(), at + COUNT);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums.floats(), at + 2 * COUNT);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums.floats(), at + 3 * COUNT);
    for (int r = first; r < end; r++) {
      int p = x.offset + lane + rows[r] * x.stride;
      int q = y.offset + lane + rows[r] * y.stride;
      sum0 = sum0.add(product(xArray, p, yArray, q));
      sum1 = sum1.add(product(xArray, p + COUNT, yArray, q + COUNT));
      sum2 = sum2.add(product(xArray, p + 2 * COUNT, yArray, q + 2 * COUNT));
      sum3 = sum3.add(product(xArray, p + 3 * COUNT, yArray, q + 3 * COUNT));
    }
    sum0.intoArray(sums.floats(), at);
    sum1.intoArray(sums.floats(), at + COUNT);
    sum2.intoArray(sums.floats(), at + 2 * COUNT);
    sum3.intoArray(sums.floats(), at + 3 * COUNT);
  }

  private static FloatVector product(float[] x, int p, float[] y, int q) {
    return FloatVector.fromArray(SPECIES, x, p).mul(FloatVector.fromArray(SPECIES, y, q));
  }

  private static void addVector(
      int[] rows, int first, int end, int lane, int count, Register sums, Register x, Register y) {
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    int at = sums.offset + lane;
    FloatVector sum = Lanes.load(sums.floats(), at, count);
    for (int r = first; r < end; r++) {
      FloatVector xLanes = Lanes.load(xArray, x.offset + lane + rows[r] * x.stride, count);
      FloatVector yLanes = Lanes.load(yArray, y.offset + lane + rows[r] * y.stride, count);
      sum = sum.add(xLanes.mul(yLanes));
    }
    Lanes.store(sum, sums.floats(), at, count);
  }
}
