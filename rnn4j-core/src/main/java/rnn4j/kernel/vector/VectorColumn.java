package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Sums of products of some rows with one vector: what is left beside the panels of [VectorTiles].
///
/// The sums of row `r` start from what is at `sAt + r * sStride`, and are written at `cAt + r *
/// cStride`.
final class VectorColumn {
  private VectorColumn() {}

  /// Writes the sums of some rows and one vector.
  ///
  /// @param vector its number in its block
  static void multiply(
      int rows,
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int sAt,
      int sStride,
      float[] c,
      int cAt,
      int cStride) {
    int r = 0;
    for (; rows - r >= 8; r += 8) {
      eight(
          a,
          row + r,
          b,
          block,
          vector,
          s,
          sAt + r * sStride,
          sStride,
          c,
          cAt + r * cStride,
          cStride);
    }
    for (; rows - r >= 4; r += 4) {
      four(
          a,
          row + r,
          b,
          block,
          vector,
          s,
          sAt + r * sStride,
          sStride,
          c,
          cAt + r * cStride,
          cStride);
    }
    for (; r < rows; r++) {
      one(a, row + r, b, block, vector, s, sAt + r * sStride, c, cAt + r * cStride);
    }
  }

  /// Writes the sums of one row and two vectors, so that two sums are under way where there are no
  /// other rows.
  ///
  /// @param vector number of the first of them in its block
  static void rowOfTwo(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int s0,
      int s1,
      float[] c,
      int c0,
      int c1) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, s, s1);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int b0 = matrix.offset(block, vector);
      int b1 = matrix.offset(block, vector + 1);
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum0 = x.fma(FloatVector.fromArray(SPECIES, elements, b0 + k * COUNT), sum0);
        sum1 = x.fma(FloatVector.fromArray(SPECIES, elements, b1 + k * COUNT), sum1);
      }
    }
    sum0.intoArray(c, c0);
    sum1.intoArray(c, c1);
  }

  private static void eight(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int sAt,
      int sStride,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, s, sAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, s, sAt + sStride);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sStride);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sStride);
    FloatVector sum4 = FloatVector.fromArray(SPECIES, s, sAt + 4 * sStride);
    FloatVector sum5 = FloatVector.fromArray(SPECIES, s, sAt + 5 * sStride);
    FloatVector sum6 = FloatVector.fromArray(SPECIES, s, sAt + 6 * sStride);
    FloatVector sum7 = FloatVector.fromArray(SPECIES, s, sAt + 7 * sStride);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
      int a2 = a0 + 2 * a[t].stride;
      int a3 = a0 + 3 * a[t].stride;
      int a4 = a0 + 4 * a[t].stride;
      int a5 = a0 + 5 * a[t].stride;
      int a6 = a0 + 6 * a[t].stride;
      int a7 = a0 + 7 * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        int q = bAt + k * COUNT;
        FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum0 = x.fma(b0, sum0);
        x = FloatVector.broadcast(SPECIES, factors[a1 + k]);
        sum1 = x.fma(b0, sum1);
        x = FloatVector.broadcast(SPECIES, factors[a2 + k]);
        sum2 = x.fma(b0, sum2);
        x = FloatVector.broadcast(SPECIES, factors[a3 + k]);
        sum3 = x.fma(b0, sum3);
        x = FloatVector.broadcast(SPECIES, factors[a4 + k]);
        sum4 = x.fma(b0, sum4);
        x = FloatVector.broadcast(SPECIES, factors[a5 + k]);
        sum5 = x.fma(b0, sum5);
        x = FloatVector.broadcast(SPECIES, factors[a6 + k]);
        sum6 = x.fma(b0, sum6);
        x = FloatVector.broadcast(SPECIES, factors[a7 + k]);
        sum7 = x.fma(b0, sum7);
      }
    }
    sum0.intoArray(c, cAt);
    sum1.intoArray(c, cAt + cStride);
    sum2.intoArray(c, cAt + 2 * cStride);
    sum3.intoArray(c, cAt + 3 * cStride);
    sum4.intoArray(c, cAt + 4 * cStride);
    sum5.intoArray(c, cAt + 5 * cStride);
    sum6.intoArray(c, cAt + 6 * cStride);
    sum7.intoArray(c, cAt + 7 * cStride);
  }

  private static void four(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int sAt,
      int sStride,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, s, sAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, s, sAt + sStride);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sStride);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sStride);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
      int a2 = a0 + 2 * a[t].stride;
      int a3 = a0 + 3 * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        int q = bAt + k * COUNT;
        FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum0 = x.fma(b0, sum0);
        x = FloatVector.broadcast(SPECIES, factors[a1 + k]);
        sum1 = x.fma(b0, sum1);
        x = FloatVector.broadcast(SPECIES, factors[a2 + k]);
        sum2 = x.fma(b0, sum2);
        x = FloatVector.broadcast(SPECIES, factors[a3 + k]);
        sum3 = x.fma(b0, sum3);
      }
    }
    sum0.intoArray(c, cAt);
    sum1.intoArray(c, cAt + cStride);
    sum2.intoArray(c, cAt + 2 * cStride);
    sum3.intoArray(c, cAt + 3 * cStride);
  }

  private static void one(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int sAt,
      float[] c,
      int cAt) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, s, sAt);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        int q = bAt + k * COUNT;
        FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum0 = x.fma(b0, sum0);
      }
    }
    sum0.intoArray(c, cAt);
  }
}
