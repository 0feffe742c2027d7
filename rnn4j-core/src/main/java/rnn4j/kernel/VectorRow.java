package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;
import static rnn4j.kernel.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Sums of products of one row with several panels at a time, so that enough sums are in flight to
/// hide how long each addition takes.
///
/// The panels are gates of a whole block. Gate `g` starts from the four vectors at `sg` and is
/// written at `cg`.
final class VectorRow {
  private VectorRow() {}

  /// Writes the sums of four gates.
  ///
  /// @param vector number of the first gate's first vector in its block
  static void fourPanels(
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
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s, s1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s, s1 + 3 * COUNT);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s, s2 + COUNT);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, s, s2 + 2 * COUNT);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, s, s2 + 3 * COUNT);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, s, s3 + COUNT);
    FloatVector sum32 = FloatVector.fromArray(SPECIES, s, s3 + 2 * COUNT);
    FloatVector sum33 = FloatVector.fromArray(SPECIES, s, s3 + 3 * COUNT);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int aAt = a[t].offset + row * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int panel = depth * WIDTH;
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
        int q0 = bAt + k * WIDTH;
        int q1 = q0 + panel;
        int q2 = q0 + 2 * panel;
        int q3 = q0 + 3 * panel;
        sum00 = x.fma(FloatVector.fromArray(SPECIES, elements, q0), sum00);
        sum01 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + COUNT), sum01);
        sum02 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + 2 * COUNT), sum02);
        sum03 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + 3 * COUNT), sum03);
        sum10 = x.fma(FloatVector.fromArray(SPECIES, elements, q1), sum10);
        sum11 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + COUNT), sum11);
        sum12 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + 2 * COUNT), sum12);
        sum13 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + 3 * COUNT), sum13);
        sum20 = x.fma(FloatVector.fromArray(SPECIES, elements, q2), sum20);
        sum21 = x.fma(FloatVector.fromArray(SPECIES, elements, q2 + COUNT), sum21);
        sum22 = x.fma(FloatVector.fromArray(SPECIES, elements, q2 + 2 * COUNT), sum22);
        sum23 = x.fma(FloatVector.fromArray(SPECIES, elements, q2 + 3 * COUNT), sum23);
        sum30 = x.fma(FloatVector.fromArray(SPECIES, elements, q3), sum30);
        sum31 = x.fma(FloatVector.fromArray(SPECIES, elements, q3 + COUNT), sum31);
        sum32 = x.fma(FloatVector.fromArray(SPECIES, elements, q3 + 2 * COUNT), sum32);
        sum33 = x.fma(FloatVector.fromArray(SPECIES, elements, q3 + 3 * COUNT), sum33);
      }
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c0 + COUNT);
    sum02.intoArray(c, c0 + 2 * COUNT);
    sum03.intoArray(c, c0 + 3 * COUNT);
    sum10.intoArray(c, c1);
    sum11.intoArray(c, c1 + COUNT);
    sum12.intoArray(c, c1 + 2 * COUNT);
    sum13.intoArray(c, c1 + 3 * COUNT);
    sum20.intoArray(c, c2);
    sum21.intoArray(c, c2 + COUNT);
    sum22.intoArray(c, c2 + 2 * COUNT);
    sum23.intoArray(c, c2 + 3 * COUNT);
    sum30.intoArray(c, c3);
    sum31.intoArray(c, c3 + COUNT);
    sum32.intoArray(c, c3 + 2 * COUNT);
    sum33.intoArray(c, c3 + 3 * COUNT);
  }

  /// Writes the sums of two gates.
  ///
  /// @param vector number of the first gate's first vector in its block
  static void twoPanels(
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
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s, s1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s, s1 + 3 * COUNT);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int aAt = a[t].offset + row * a[t].stride;
      var matrix = (VectorPacked) b[t];
      float[] elements = matrix.elements;
      int depth = matrix.depth();
      int panel = depth * WIDTH;
      int bAt = matrix.offset(block, vector);
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
        int q0 = bAt + k * WIDTH;
        int q1 = q0 + panel;
        sum00 = x.fma(FloatVector.fromArray(SPECIES, elements, q0), sum00);
        sum01 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + COUNT), sum01);
        sum02 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + 2 * COUNT), sum02);
        sum03 = x.fma(FloatVector.fromArray(SPECIES, elements, q0 + 3 * COUNT), sum03);
        sum10 = x.fma(FloatVector.fromArray(SPECIES, elements, q1), sum10);
        sum11 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + COUNT), sum11);
        sum12 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + 2 * COUNT), sum12);
        sum13 = x.fma(FloatVector.fromArray(SPECIES, elements, q1 + 3 * COUNT), sum13);
      }
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c0 + COUNT);
    sum02.intoArray(c, c0 + 2 * COUNT);
    sum03.intoArray(c, c0 + 3 * COUNT);
    sum10.intoArray(c, c1);
    sum11.intoArray(c, c1 + COUNT);
    sum12.intoArray(c, c1 + 2 * COUNT);
    sum13.intoArray(c, c1 + 3 * COUNT);
  }
}
