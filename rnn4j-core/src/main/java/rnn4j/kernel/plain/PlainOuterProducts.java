package rnn4j.kernel.plain;

import java.util.Arrays;
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Register;

/// Sums of outer products in plain Java, some rows of sums at a time; see [PlainSums] for the form
/// of the loops.
final class PlainOuterProducts implements OuterProducts {
  /// How many rows are copied at a time.
  private static final int CHUNK = 64;

  /// Rows of sums that are worked on together.
  private static final int TOGETHER = 8;

  /// Rows of sums that are added to a transposed matrix together: a line of the cache is used up at
  /// once.
  private static final int SQUARE = 16;

  private final int columns;

  /// For each operand its rows.
  private final float[][][] sums;

  PlainOuterProducts(int[] widths, int columns) {
    this.columns = columns;
    this.sums = new float[widths.length][][];
    for (int i = 0; i < widths.length; i++) {
      sums[i] = PlainSums.rows(widths[i], columns);
    }
  }

  @Override
  public void add(int[] rows, Register[] left, Register right) {
    var factors = new float[TOGETHER * CHUNK];
    float[][] chunk = PlainSums.rows(CHUNK, columns);
    for (int first = 0; first < rows.length; first += CHUNK) {
      int depth = Math.min(CHUNK, rows.length - first);
      for (int k = 0; k < depth; k++) {
        int at = right.offset + rows[first + k] * right.stride;
        System.arraycopy(right.floats(), at, chunk[k], 0, columns);
      }
      for (int i = 0; i < left.length; i++) {
        for (int p0 = 0; p0 < sums[i].length; p0 += TOGETHER) {
          float[][] some = Arrays.copyOfRange(sums[i], p0, Math.min(p0 + TOGETHER, sums[i].length));
          for (int k = 0; k < depth; k++) {
            int at = left[i].offset + rows[first + k] * left[i].stride + p0;
            for (int p = 0; p < some.length; p++) {
              factors[p * CHUNK + k] = left[i].floats()[at + p];
            }
          }
          PlainSums.accumulate(some.length, factors, 0, CHUNK, chunk, depth, some);
        }
      }
    }
  }

  @Override
  public void addTo(
      int operand, int from, int count, Data target, int offset, int rowStride, int columnStride) {
    float[] to = ((FloatData) target).array();
    float[][] matrix = sums[operand];
    for (int p0 = 0; p0 < matrix.length; p0 += SQUARE) {
      int p1 = Math.min(p0 + SQUARE, matrix.length);
      for (int q = 0; q < count; q++) {
        for (int p = p0; p < p1; p++) {
          to[offset + p * rowStride + q * columnStride] += matrix[p][from + q];
        }
      }
    }
  }
}
