package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;
import static rnn4j.kernel.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Products of some rows with one panel, four vectors wide. A tile of sums stays in registers while
/// `k` runs through its whole length.
///
/// Vector `v` of row `r` of `C` lies at `cv + r * cStride`.
final class VectorTiles {

  /*
   * The Vector API is called directly, without helpers of our own, and offsets are the simplest
   * expressions: the compiler stops inlining helpers after some thousand nodes, vectors that cross
   * a call go through the heap, and a tile of 24 sums written with helpers was 20 times slower.
   *
   * With 32 registers, 6 x 4 sums, 4 vectors of B and one of A fit; with 16, 6 x 2 twice, or 2 x 4.
   */

  private VectorTiles() {}

  /// Adds `A * B` to `C`.
  static void multiply(
      int rows,
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    int r = 0;
    while (rows - r >= 6 && (rows - r != 8 || !Lanes.MANY_REGISTERS)) {
      int at = aAt + r * aStride;
      int to = r * cStride;
      if (Lanes.MANY_REGISTERS) {
        sixByFour(depth, a, at, aStride, b, bAt, c, c0 + to, c1 + to, c2 + to, c3 + to, cStride);
      } else {
        sixByTwo(depth, a, at, aStride, b, bAt, c, c0 + to, c1 + to, cStride);
        sixByTwo(depth, a, at, aStride, b, bAt + 2 * COUNT, c, c2 + to, c3 + to, cStride);
      }
      r += 6;
    }
    for (; Lanes.MANY_REGISTERS && rows - r >= 4; r += 4) {
      int to = r * cStride;
      fourByFour(
          depth,
          a,
          aAt + r * aStride,
          aStride,
          b,
          bAt,
          c,
          c0 + to,
          c1 + to,
          c2 + to,
          c3 + to,
          cStride);
    }
    for (; rows - r >= 2; r += 2) {
      int to = r * cStride;
      twoByFour(
          depth,
          a,
          aAt + r * aStride,
          aStride,
          b,
          bAt,
          c,
          c0 + to,
          c1 + to,
          c2 + to,
          c3 + to,
          cStride);
    }
    if (r < rows) {
      int to = r * cStride;
      oneByFour(depth, a, aAt + r * aStride, b, bAt, c, c0 + to, c1 + to, c2 + to, c3 + to);
    }
  }

  private static void sixByFour(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    int a4 = aAt + 4 * aStride;
    int a5 = aAt + 5 * aStride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c0 + cStride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + cStride);
    FloatVector s12 = FloatVector.fromArray(SPECIES, c, c2 + cStride);
    FloatVector s13 = FloatVector.fromArray(SPECIES, c, c3 + cStride);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cStride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c1 + 2 * cStride);
    FloatVector s22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * cStride);
    FloatVector s23 = FloatVector.fromArray(SPECIES, c, c3 + 2 * cStride);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cStride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c1 + 3 * cStride);
    FloatVector s32 = FloatVector.fromArray(SPECIES, c, c2 + 3 * cStride);
    FloatVector s33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * cStride);
    FloatVector s40 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cStride);
    FloatVector s41 = FloatVector.fromArray(SPECIES, c, c1 + 4 * cStride);
    FloatVector s42 = FloatVector.fromArray(SPECIES, c, c2 + 4 * cStride);
    FloatVector s43 = FloatVector.fromArray(SPECIES, c, c3 + 4 * cStride);
    FloatVector s50 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cStride);
    FloatVector s51 = FloatVector.fromArray(SPECIES, c, c1 + 5 * cStride);
    FloatVector s52 = FloatVector.fromArray(SPECIES, c, c2 + 5 * cStride);
    FloatVector s53 = FloatVector.fromArray(SPECIES, c, c3 + 5 * cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      x = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      s52 = x.fma(b2, s52);
      s53 = x.fma(b3, s53);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c1);
    s02.intoArray(c, c2);
    s03.intoArray(c, c3);
    s10.intoArray(c, c0 + cStride);
    s11.intoArray(c, c1 + cStride);
    s12.intoArray(c, c2 + cStride);
    s13.intoArray(c, c3 + cStride);
    s20.intoArray(c, c0 + 2 * cStride);
    s21.intoArray(c, c1 + 2 * cStride);
    s22.intoArray(c, c2 + 2 * cStride);
    s23.intoArray(c, c3 + 2 * cStride);
    s30.intoArray(c, c0 + 3 * cStride);
    s31.intoArray(c, c1 + 3 * cStride);
    s32.intoArray(c, c2 + 3 * cStride);
    s33.intoArray(c, c3 + 3 * cStride);
    s40.intoArray(c, c0 + 4 * cStride);
    s41.intoArray(c, c1 + 4 * cStride);
    s42.intoArray(c, c2 + 4 * cStride);
    s43.intoArray(c, c3 + 4 * cStride);
    s50.intoArray(c, c0 + 5 * cStride);
    s51.intoArray(c, c1 + 5 * cStride);
    s52.intoArray(c, c2 + 5 * cStride);
    s53.intoArray(c, c3 + 5 * cStride);
  }

  private static void fourByFour(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c0 + cStride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + cStride);
    FloatVector s12 = FloatVector.fromArray(SPECIES, c, c2 + cStride);
    FloatVector s13 = FloatVector.fromArray(SPECIES, c, c3 + cStride);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cStride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c1 + 2 * cStride);
    FloatVector s22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * cStride);
    FloatVector s23 = FloatVector.fromArray(SPECIES, c, c3 + 2 * cStride);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cStride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c1 + 3 * cStride);
    FloatVector s32 = FloatVector.fromArray(SPECIES, c, c2 + 3 * cStride);
    FloatVector s33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c1);
    s02.intoArray(c, c2);
    s03.intoArray(c, c3);
    s10.intoArray(c, c0 + cStride);
    s11.intoArray(c, c1 + cStride);
    s12.intoArray(c, c2 + cStride);
    s13.intoArray(c, c3 + cStride);
    s20.intoArray(c, c0 + 2 * cStride);
    s21.intoArray(c, c1 + 2 * cStride);
    s22.intoArray(c, c2 + 2 * cStride);
    s23.intoArray(c, c3 + 2 * cStride);
    s30.intoArray(c, c0 + 3 * cStride);
    s31.intoArray(c, c1 + 3 * cStride);
    s32.intoArray(c, c2 + 3 * cStride);
    s33.intoArray(c, c3 + 3 * cStride);
  }

  private static void twoByFour(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int cStride) {
    int a1 = aAt + aStride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c0 + cStride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + cStride);
    FloatVector s12 = FloatVector.fromArray(SPECIES, c, c2 + cStride);
    FloatVector s13 = FloatVector.fromArray(SPECIES, c, c3 + cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c1);
    s02.intoArray(c, c2);
    s03.intoArray(c, c3);
    s10.intoArray(c, c0 + cStride);
    s11.intoArray(c, c1 + cStride);
    s12.intoArray(c, c2 + cStride);
    s13.intoArray(c, c3 + cStride);
  }

  private static void oneByFour(
      int depth,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c3);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c1);
    s02.intoArray(c, c2);
    s03.intoArray(c, c3);
  }

  private static void sixByTwo(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int c0,
      int c1,
      int cStride) {
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    int a4 = aAt + 4 * aStride;
    int a5 = aAt + 5 * aStride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c0 + cStride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + cStride);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cStride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c1 + 2 * cStride);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cStride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c1 + 3 * cStride);
    FloatVector s40 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cStride);
    FloatVector s41 = FloatVector.fromArray(SPECIES, c, c1 + 4 * cStride);
    FloatVector s50 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cStride);
    FloatVector s51 = FloatVector.fromArray(SPECIES, c, c1 + 5 * cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c1);
    s10.intoArray(c, c0 + cStride);
    s11.intoArray(c, c1 + cStride);
    s20.intoArray(c, c0 + 2 * cStride);
    s21.intoArray(c, c1 + 2 * cStride);
    s30.intoArray(c, c0 + 3 * cStride);
    s31.intoArray(c, c1 + 3 * cStride);
    s40.intoArray(c, c0 + 4 * cStride);
    s41.intoArray(c, c1 + 4 * cStride);
    s50.intoArray(c, c0 + 5 * cStride);
    s51.intoArray(c, c1 + 5 * cStride);
  }
}
