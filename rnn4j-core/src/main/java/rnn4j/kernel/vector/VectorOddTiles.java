package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Tiles of an odd number of rows, for 32 registers; else like those of [VectorTiles]. Where
/// weights come from the second cache, a row by itself takes as long as four together: 7 rows went
/// through 2 MB in 46 microseconds with one alone, 8 in 39.
final class VectorOddTiles {
  private VectorOddTiles() {}

  /// Writes the sums of some of an odd number of rows, of three or five, and returns how many: an
  /// even number is left that tiles of six and four fill.
  ///
  /// @param rows at least three
  static int multiply(
      int rows,
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int s0,
      int s1,
      int s2,
      int s3,
      int sStride,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    if (rows == 3 || rows == 7) {
      three(a, row, b, block, vector, s, s0, s1, s2, s3, sStride, c, c0, c1, c2, c3, cStride);
      return 3;
    }
    five(a, row, b, block, vector, s, s0, s1, s2, s3, sStride, c, c0, c1, c2, c3, cStride);
    return 5;
  }

  private static void five(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int s0,
      int s1,
      int s2,
      int s3,
      int sStride,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s0 + sStride);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + sStride);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s, s2 + sStride);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s, s3 + sStride);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sStride);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s, s1 + 2 * sStride);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, s, s2 + 2 * sStride);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, s, s3 + 2 * sStride);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sStride);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, s, s1 + 3 * sStride);
    FloatVector sum32 = FloatVector.fromArray(SPECIES, s, s2 + 3 * sStride);
    FloatVector sum33 = FloatVector.fromArray(SPECIES, s, s3 + 3 * sStride);
    FloatVector sum40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sStride);
    FloatVector sum41 = FloatVector.fromArray(SPECIES, s, s1 + 4 * sStride);
    FloatVector sum42 = FloatVector.fromArray(SPECIES, s, s2 + 4 * sStride);
    FloatVector sum43 = FloatVector.fromArray(SPECIES, s, s3 + 4 * sStride);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
      int a2 = a0 + 2 * a[t].stride;
      int a3 = a0 + 3 * a[t].stride;
      int a4 = a0 + 4 * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        int q = bAt + k * WIDTH;
        FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
        FloatVector b1 = FloatVector.fromArray(SPECIES, elements, q + COUNT);
        FloatVector b2 = FloatVector.fromArray(SPECIES, elements, q + 2 * COUNT);
        FloatVector b3 = FloatVector.fromArray(SPECIES, elements, q + 3 * COUNT);
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum00 = x.fma(b0, sum00);
        sum01 = x.fma(b1, sum01);
        sum02 = x.fma(b2, sum02);
        sum03 = x.fma(b3, sum03);
        x = FloatVector.broadcast(SPECIES, factors[a1 + k]);
        sum10 = x.fma(b0, sum10);
        sum11 = x.fma(b1, sum11);
        sum12 = x.fma(b2, sum12);
        sum13 = x.fma(b3, sum13);
        x = FloatVector.broadcast(SPECIES, factors[a2 + k]);
        sum20 = x.fma(b0, sum20);
        sum21 = x.fma(b1, sum21);
        sum22 = x.fma(b2, sum22);
        sum23 = x.fma(b3, sum23);
        x = FloatVector.broadcast(SPECIES, factors[a3 + k]);
        sum30 = x.fma(b0, sum30);
        sum31 = x.fma(b1, sum31);
        sum32 = x.fma(b2, sum32);
        sum33 = x.fma(b3, sum33);
        x = FloatVector.broadcast(SPECIES, factors[a4 + k]);
        sum40 = x.fma(b0, sum40);
        sum41 = x.fma(b1, sum41);
        sum42 = x.fma(b2, sum42);
        sum43 = x.fma(b3, sum43);
      }
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c1);
    sum02.intoArray(c, c2);
    sum03.intoArray(c, c3);
    sum10.intoArray(c, c0 + cStride);
    sum11.intoArray(c, c1 + cStride);
    sum12.intoArray(c, c2 + cStride);
    sum13.intoArray(c, c3 + cStride);
    sum20.intoArray(c, c0 + 2 * cStride);
    sum21.intoArray(c, c1 + 2 * cStride);
    sum22.intoArray(c, c2 + 2 * cStride);
    sum23.intoArray(c, c3 + 2 * cStride);
    sum30.intoArray(c, c0 + 3 * cStride);
    sum31.intoArray(c, c1 + 3 * cStride);
    sum32.intoArray(c, c2 + 3 * cStride);
    sum33.intoArray(c, c3 + 3 * cStride);
    sum40.intoArray(c, c0 + 4 * cStride);
    sum41.intoArray(c, c1 + 4 * cStride);
    sum42.intoArray(c, c2 + 4 * cStride);
    sum43.intoArray(c, c3 + 4 * cStride);
  }

  private static void three(
      Register[] a,
      int row,
      Packed[] b,
      int block,
      int vector,
      float[] s,
      int s0,
      int s1,
      int s2,
      int s3,
      int sStride,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s0 + sStride);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + sStride);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s, s2 + sStride);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s, s3 + sStride);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sStride);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s, s1 + 2 * sStride);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, s, s2 + 2 * sStride);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, s, s3 + 2 * sStride);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
      int a2 = a0 + 2 * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        int q = bAt + k * WIDTH;
        FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
        FloatVector b1 = FloatVector.fromArray(SPECIES, elements, q + COUNT);
        FloatVector b2 = FloatVector.fromArray(SPECIES, elements, q + 2 * COUNT);
        FloatVector b3 = FloatVector.fromArray(SPECIES, elements, q + 3 * COUNT);
        FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
        sum00 = x.fma(b0, sum00);
        sum01 = x.fma(b1, sum01);
        sum02 = x.fma(b2, sum02);
        sum03 = x.fma(b3, sum03);
        x = FloatVector.broadcast(SPECIES, factors[a1 + k]);
        sum10 = x.fma(b0, sum10);
        sum11 = x.fma(b1, sum11);
        sum12 = x.fma(b2, sum12);
        sum13 = x.fma(b3, sum13);
        x = FloatVector.broadcast(SPECIES, factors[a2 + k]);
        sum20 = x.fma(b0, sum20);
        sum21 = x.fma(b1, sum21);
        sum22 = x.fma(b2, sum22);
        sum23 = x.fma(b3, sum23);
      }
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c1);
    sum02.intoArray(c, c2);
    sum03.intoArray(c, c3);
    sum10.intoArray(c, c0 + cStride);
    sum11.intoArray(c, c1 + cStride);
    sum12.intoArray(c, c2 + cStride);
    sum13.intoArray(c, c3 + cStride);
    sum20.intoArray(c, c0 + 2 * cStride);
    sum21.intoArray(c, c1 + 2 * cStride);
    sum22.intoArray(c, c2 + 2 * cStride);
    sum23.intoArray(c, c3 + 2 * cStride);
  }
}
