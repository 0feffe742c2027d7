package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.Lanes;

/// Sums of products of some rows with one panel, four vectors wide. A tile of sums stays in
/// registers while `k` runs through the whole length of one matrix after another.
///
/// Vector `v` of the sums starts, in row `r`, from what is at `sv + r * sStride`, and is written at
/// `cv + r * cStride`.
final class VectorTiles {

  /*
   * The Vector API is called directly, without helpers of our own, and offsets are the simplest
   * expressions: the compiler stops inlining helpers after some thousand nodes, vectors that cross
   * a call go through the heap, and a tile of 24 sums written with helpers was 20 times slower.
   *
   * With 32 registers, 6 x 4 sums, 4 vectors of B and one of A fit; with 16, 6 x 2 twice, or 2 x 4.
   *
   * With 32 registers all terms are summed in one call, and the sums start from the bias where it
   * lies: loading and storing them between two calls took a tenth of the time at 64 units.
   */

  private VectorTiles() {}

  /// Writes the sums of some rows and one panel.
  ///
  /// @param vector number of the panel's first vector in its block
  static void multiply(
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
    int r = 0;
    if (Lanes.MANY_REGISTERS && rows % 2 == 1 && rows > 1) {
      r =
          VectorOddTiles.multiply(
              rows, a, row, b, block, vector, s, s0, s1, s2, s3, sStride, c, c0, c1, c2, c3,
              cStride);
    }
    while (rows - r >= 6 && (rows - r != 8 || !Lanes.MANY_REGISTERS)) {
      int from = r * sStride;
      int to = r * cStride;
      if (Lanes.MANY_REGISTERS) {
        sixByFour(
            a, row + r, b, block, vector, s, s0 + from, s1 + from, s2 + from, s3 + from, sStride, c,
            c0 + to, c1 + to, c2 + to, c3 + to, cStride);
      } else {
        sixByHalves(
            a, row + r, b, block, vector, s, s0 + from, s1 + from, s2 + from, s3 + from, sStride, c,
            c0 + to, c1 + to, c2 + to, c3 + to, cStride);
      }
      r += 6;
    }
    for (; Lanes.MANY_REGISTERS && rows - r >= 4; r += 4) {
      int from = r * sStride;
      int to = r * cStride;
      fourByFour(
          a, row + r, b, block, vector, s, s0 + from, s1 + from, s2 + from, s3 + from, sStride, c,
          c0 + to, c1 + to, c2 + to, c3 + to, cStride);
    }
    for (; rows - r >= 2; r += 2) {
      int from = r * sStride;
      int to = r * cStride;
      twoByFour(
          a, row + r, b, block, vector, s, s0 + from, s1 + from, s2 + from, s3 + from, sStride, c,
          c0 + to, c1 + to, c2 + to, c3 + to, cStride);
    }
    if (r < rows) {
      int from = r * sStride;
      int to = r * cStride;
      oneByFour(
          a, row + r, b, block, vector, s, s0 + from, s1 + from, s2 + from, s3 + from, c, c0 + to,
          c1 + to, c2 + to, c3 + to);
    }
  }

  private static void sixByFour(
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
    FloatVector sum50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sStride);
    FloatVector sum51 = FloatVector.fromArray(SPECIES, s, s1 + 5 * sStride);
    FloatVector sum52 = FloatVector.fromArray(SPECIES, s, s2 + 5 * sStride);
    FloatVector sum53 = FloatVector.fromArray(SPECIES, s, s3 + 5 * sStride);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
      int a2 = a0 + 2 * a[t].stride;
      int a3 = a0 + 3 * a[t].stride;
      int a4 = a0 + 4 * a[t].stride;
      int a5 = a0 + 5 * a[t].stride;
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
        x = FloatVector.broadcast(SPECIES, factors[a5 + k]);
        sum50 = x.fma(b0, sum50);
        sum51 = x.fma(b1, sum51);
        sum52 = x.fma(b2, sum52);
        sum53 = x.fma(b3, sum53);
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
    sum50.intoArray(c, c0 + 5 * cStride);
    sum51.intoArray(c, c1 + 5 * cStride);
    sum52.intoArray(c, c2 + 5 * cStride);
    sum53.intoArray(c, c3 + 5 * cStride);
  }

  private static void fourByFour(
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
  }

  private static void twoByFour(
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
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
      int a1 = a0 + a[t].stride;
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
  }

  private static void oneByFour(
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
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s3);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int a0 = a[t].offset + row * a[t].stride;
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
      }
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c1);
    sum02.intoArray(c, c2);
    sum03.intoArray(c, c3);
  }

  /// Six rows where there are 16 registers: half of the panel at a time, and one term at a time.
  /// With a loop over the terms around it, the compiler does not keep twelve sums in registers; it
  /// took twice as long.
  private static void sixByHalves(
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
    sixByTwo(a[0], row, b[0], block, vector, 0, s, s0, s1, sStride, c, c0, c1, cStride);
    sixByTwo(a[0], row, b[0], block, vector, 2 * COUNT, s, s2, s3, sStride, c, c2, c3, cStride);
    for (int t = 1; t < a.length; t++) {
      sixByTwo(a[t], row, b[t], block, vector, 0, c, c0, c1, cStride, c, c0, c1, cStride);
      sixByTwo(a[t], row, b[t], block, vector, 2 * COUNT, c, c2, c3, cStride, c, c2, c3, cStride);
    }
  }

  private static void sixByTwo(
      Register a,
      int row,
      Packed b,
      int block,
      int vector,
      int half,
      float[] s,
      int s0,
      int s1,
      int sStride,
      float[] c,
      int c0,
      int c1,
      int cStride) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s0 + sStride);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + sStride);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sStride);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s, s1 + 2 * sStride);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sStride);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, s, s1 + 3 * sStride);
    FloatVector sum40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sStride);
    FloatVector sum41 = FloatVector.fromArray(SPECIES, s, s1 + 4 * sStride);
    FloatVector sum50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sStride);
    FloatVector sum51 = FloatVector.fromArray(SPECIES, s, s1 + 5 * sStride);
    float[] factors = a.floats();
    int a0 = a.offset + row * a.stride;
    int a1 = a0 + a.stride;
    int a2 = a0 + 2 * a.stride;
    int a3 = a0 + 3 * a.stride;
    int a4 = a0 + 4 * a.stride;
    int a5 = a0 + 5 * a.stride;
    var matrix = (VectorPacked) b;
    float[] elements = matrix.elements;
    int depth = matrix.depth();
    int bAt = matrix.offset(block, vector) + half;
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, elements, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, elements, q + COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, factors[a0 + k]);
      sum00 = x.fma(b0, sum00);
      sum01 = x.fma(b1, sum01);
      x = FloatVector.broadcast(SPECIES, factors[a1 + k]);
      sum10 = x.fma(b0, sum10);
      sum11 = x.fma(b1, sum11);
      x = FloatVector.broadcast(SPECIES, factors[a2 + k]);
      sum20 = x.fma(b0, sum20);
      sum21 = x.fma(b1, sum21);
      x = FloatVector.broadcast(SPECIES, factors[a3 + k]);
      sum30 = x.fma(b0, sum30);
      sum31 = x.fma(b1, sum31);
      x = FloatVector.broadcast(SPECIES, factors[a4 + k]);
      sum40 = x.fma(b0, sum40);
      sum41 = x.fma(b1, sum41);
      x = FloatVector.broadcast(SPECIES, factors[a5 + k]);
      sum50 = x.fma(b0, sum50);
      sum51 = x.fma(b1, sum51);
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c1);
    sum10.intoArray(c, c0 + cStride);
    sum11.intoArray(c, c1 + cStride);
    sum20.intoArray(c, c0 + 2 * cStride);
    sum21.intoArray(c, c1 + 2 * cStride);
    sum30.intoArray(c, c0 + 3 * cStride);
    sum31.intoArray(c, c1 + 3 * cStride);
    sum40.intoArray(c, c0 + 4 * cStride);
    sum41.intoArray(c, c1 + 4 * cStride);
    sum50.intoArray(c, c0 + 5 * cStride);
    sum51.intoArray(c, c1 + 5 * cStride);
  }
}
