package rnn4j.kernel.plain;

import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Register;

/// Sums of outer products in double precision.
final class DoubleOuterProducts implements OuterProducts {
  private final int columns;

  /// For each operand its rows, one after another.
  private final double[][] sums;

  DoubleOuterProducts(int[] widths, int columns) {
    this.columns = columns;
    this.sums = new double[widths.length][];
    for (int i = 0; i < widths.length; i++) {
      sums[i] = new double[widths[i] * columns];
    }
  }

  @Override
  public void add(int[] rows, Register[] left, Register right) {
    double[] b = ((DoubleData) right.data).array();
    for (int i = 0; i < left.length; i++) {
      double[] a = ((DoubleData) left[i].data).array();
      for (int row : rows) {
        int aAt = left[i].offset + row * left[i].stride;
        int bAt = right.offset + row * right.stride;
        for (int at = 0; at < sums[i].length; at += columns) {
          double factor = a[aAt++];
          for (int q = 0; q < columns; q++) {
            sums[i][at + q] = Math.fma(factor, b[bAt + q], sums[i][at + q]);
          }
        }
      }
    }
  }

  @Override
  public void addTo(
      int operand, int from, int count, Data target, int offset, int rowStride, int columnStride) {
    double[] to = ((DoubleData) target).array();
    double[] matrix = sums[operand];
    for (int p = 0; p * columns < matrix.length; p++) {
      for (int q = 0; q < count; q++) {
        to[offset + p * rowStride + q * columnStride] += matrix[p * columns + from + q];
      }
    }
  }
}
