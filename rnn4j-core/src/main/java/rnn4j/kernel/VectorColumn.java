package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Products of some rows with one vector: what is left beside the panels of [VectorTiles].
final class VectorColumn {
  private VectorColumn() {}

  /// Adds `A * B` to `C`. Row `r` of `C` is the vector at `cAt + r * cStride`.
  static void multiply(
      int rows,
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
    int r = 0;
    for (; rows - r >= 8; r += 8) {
      eight(depth, a, aAt + r * aStride, aStride, b, bAt, c, cAt + r * cStride, cStride);
    }
    for (; rows - r >= 4; r += 4) {
      four(depth, a, aAt + r * aStride, aStride, b, bAt, c, cAt + r * cStride, cStride);
    }
    for (; r < rows; r++) {
      one(depth, a, aAt + r * aStride, b, bAt, c, cAt + r * cStride);
    }
  }

  private static void eight(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    int a4 = aAt + 4 * aStride;
    int a5 = aAt + 5 * aStride;
    int a6 = aAt + 6 * aStride;
    int a7 = aAt + 7 * aStride;
    FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, c, cAt + cStride);
    FloatVector s2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cStride);
    FloatVector s3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cStride);
    FloatVector s4 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cStride);
    FloatVector s5 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cStride);
    FloatVector s6 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cStride);
    FloatVector s7 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * COUNT;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s0 = x.fma(b0, s0);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x.fma(b0, s1);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x.fma(b0, s2);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x.fma(b0, s3);
      x = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s4 = x.fma(b0, s4);
      x = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s5 = x.fma(b0, s5);
      x = FloatVector.broadcast(SPECIES, a[a6 + k]);
      s6 = x.fma(b0, s6);
      x = FloatVector.broadcast(SPECIES, a[a7 + k]);
      s7 = x.fma(b0, s7);
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, cAt + cStride);
    s2.intoArray(c, cAt + 2 * cStride);
    s3.intoArray(c, cAt + 3 * cStride);
    s4.intoArray(c, cAt + 4 * cStride);
    s5.intoArray(c, cAt + 5 * cStride);
    s6.intoArray(c, cAt + 6 * cStride);
    s7.intoArray(c, cAt + 7 * cStride);
  }

  private static void four(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, c, cAt + cStride);
    FloatVector s2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cStride);
    FloatVector s3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cStride);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * COUNT;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s0 = x.fma(b0, s0);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x.fma(b0, s1);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x.fma(b0, s2);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x.fma(b0, s3);
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, cAt + cStride);
    s2.intoArray(c, cAt + 2 * cStride);
    s3.intoArray(c, cAt + 3 * cStride);
  }

  private static void one(int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * COUNT;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      s0 = x.fma(b0, s0);
    }
    s0.intoArray(c, cAt);
  }
}
