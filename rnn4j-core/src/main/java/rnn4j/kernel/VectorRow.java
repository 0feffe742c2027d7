package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;
import static rnn4j.kernel.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Products of one row with several panels at a time, so that enough sums are in flight to hide how
/// long each addition takes.
///
/// Panels of `B` follow one another. Panel `p` of `C` are four vectors from `cp` on.
final class VectorRow {
  private VectorRow() {}

  /// Adds `a * B` to `C` for four panels.
  static void fourPanels(
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
    int panel = depth * WIDTH;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c0 + COUNT);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c0 + 2 * COUNT);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c0 + 3 * COUNT);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + COUNT);
    FloatVector s12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * COUNT);
    FloatVector s13 = FloatVector.fromArray(SPECIES, c, c1 + 3 * COUNT);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + COUNT);
    FloatVector s22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * COUNT);
    FloatVector s23 = FloatVector.fromArray(SPECIES, c, c2 + 3 * COUNT);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + COUNT);
    FloatVector s32 = FloatVector.fromArray(SPECIES, c, c3 + 2 * COUNT);
    FloatVector s33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      int q0 = bAt + k * WIDTH;
      int q1 = q0 + panel;
      int q2 = q0 + 2 * panel;
      int q3 = q0 + 3 * panel;
      s00 = x.fma(FloatVector.fromArray(SPECIES, b, q0), s00);
      s01 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + COUNT), s01);
      s02 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + 2 * COUNT), s02);
      s03 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + 3 * COUNT), s03);
      s10 = x.fma(FloatVector.fromArray(SPECIES, b, q1), s10);
      s11 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + COUNT), s11);
      s12 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + 2 * COUNT), s12);
      s13 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + 3 * COUNT), s13);
      s20 = x.fma(FloatVector.fromArray(SPECIES, b, q2), s20);
      s21 = x.fma(FloatVector.fromArray(SPECIES, b, q2 + COUNT), s21);
      s22 = x.fma(FloatVector.fromArray(SPECIES, b, q2 + 2 * COUNT), s22);
      s23 = x.fma(FloatVector.fromArray(SPECIES, b, q2 + 3 * COUNT), s23);
      s30 = x.fma(FloatVector.fromArray(SPECIES, b, q3), s30);
      s31 = x.fma(FloatVector.fromArray(SPECIES, b, q3 + COUNT), s31);
      s32 = x.fma(FloatVector.fromArray(SPECIES, b, q3 + 2 * COUNT), s32);
      s33 = x.fma(FloatVector.fromArray(SPECIES, b, q3 + 3 * COUNT), s33);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + COUNT);
    s02.intoArray(c, c0 + 2 * COUNT);
    s03.intoArray(c, c0 + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s22.intoArray(c, c2 + 2 * COUNT);
    s23.intoArray(c, c2 + 3 * COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s32.intoArray(c, c3 + 2 * COUNT);
    s33.intoArray(c, c3 + 3 * COUNT);
  }

  /// Adds `a * B` to `C` for two panels.
  static void twoPanels(
      int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int c0, int c1) {
    int panel = depth * WIDTH;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, c0 + COUNT);
    FloatVector s02 = FloatVector.fromArray(SPECIES, c, c0 + 2 * COUNT);
    FloatVector s03 = FloatVector.fromArray(SPECIES, c, c0 + 3 * COUNT);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + COUNT);
    FloatVector s12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * COUNT);
    FloatVector s13 = FloatVector.fromArray(SPECIES, c, c1 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      int q0 = bAt + k * WIDTH;
      int q1 = q0 + panel;
      s00 = x.fma(FloatVector.fromArray(SPECIES, b, q0), s00);
      s01 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + COUNT), s01);
      s02 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + 2 * COUNT), s02);
      s03 = x.fma(FloatVector.fromArray(SPECIES, b, q0 + 3 * COUNT), s03);
      s10 = x.fma(FloatVector.fromArray(SPECIES, b, q1), s10);
      s11 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + COUNT), s11);
      s12 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + 2 * COUNT), s12);
      s13 = x.fma(FloatVector.fromArray(SPECIES, b, q1 + 3 * COUNT), s13);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + COUNT);
    s02.intoArray(c, c0 + 2 * COUNT);
    s03.intoArray(c, c0 + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
  }
}
