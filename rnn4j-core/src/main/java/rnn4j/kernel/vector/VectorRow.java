package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.Lanes;

/// Sums of products of one row with several panels at a time, so that enough sums are in flight to
/// hide how long each addition takes. The panels may be of different matrices. All is written out
/// for each number of them: in an array the sums would not stay in registers.
final class VectorRow {
  /// Panels that are taken at a time: each of their sums needs a register.
  static final int MOST = Lanes.MANY_REGISTERS ? 4 : 2;

  private VectorRow() {}

  /// Writes the sums of one row and up to [#MOST] panels.
  ///
  /// @param panels at least `count`
  static void multiply(int count, Register[] a, int row, VectorPanel[] panels) {
    switch (count) {
      case 1 -> onePanel(a, row, panels[0]);
      case 2 -> twoPanels(a, row, panels[0], panels[1]);
      case 3 -> threePanels(a, row, panels[0], panels[1], panels[2]);
      default -> fourPanels(a, row, panels[0], panels[1], panels[2], panels[3]);
    }
  }

  private static void fourPanels(
      Register[] a, int row, VectorPanel p0, VectorPanel p1, VectorPanel p2, VectorPanel p3) {
    float[] s0 = p0.start();
    int from0 = p0.from();
    float[] s1 = p1.start();
    int from1 = p1.from();
    float[] s2 = p2.start();
    int from2 = p2.from();
    float[] s3 = p3.start();
    int from3 = p3.from();
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s0, from0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s0, from0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s0, from0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s0, from0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s1, from1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s1, from1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s1, from1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s1, from1 + 3 * COUNT);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s2, from2);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s2, from2 + COUNT);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, s2, from2 + 2 * COUNT);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, s2, from2 + 3 * COUNT);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, s3, from3);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, s3, from3 + COUNT);
    FloatVector sum32 = FloatVector.fromArray(SPECIES, s3, from3 + 2 * COUNT);
    FloatVector sum33 = FloatVector.fromArray(SPECIES, s3, from3 + 3 * COUNT);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int aAt = a[t].offset + row * a[t].stride;
      var matrix0 = (VectorPacked) p0.matrices[t];
      float[] b0 = matrix0.elements;
      int at0 = matrix0.offset(p0.block, p0.vector);
      var matrix1 = (VectorPacked) p1.matrices[t];
      float[] b1 = matrix1.elements;
      int at1 = matrix1.offset(p1.block, p1.vector);
      var matrix2 = (VectorPacked) p2.matrices[t];
      float[] b2 = matrix2.elements;
      int at2 = matrix2.offset(p2.block, p2.vector);
      var matrix3 = (VectorPacked) p3.matrices[t];
      float[] b3 = matrix3.elements;
      int at3 = matrix3.offset(p3.block, p3.vector);
      int depth = matrix0.depth();
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
        int q0 = at0 + k * WIDTH;
        int q1 = at1 + k * WIDTH;
        int q2 = at2 + k * WIDTH;
        int q3 = at3 + k * WIDTH;
        sum00 = x.fma(FloatVector.fromArray(SPECIES, b0, q0), sum00);
        sum01 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + COUNT), sum01);
        sum02 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 2 * COUNT), sum02);
        sum03 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 3 * COUNT), sum03);
        sum10 = x.fma(FloatVector.fromArray(SPECIES, b1, q1), sum10);
        sum11 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + COUNT), sum11);
        sum12 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 2 * COUNT), sum12);
        sum13 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 3 * COUNT), sum13);
        sum20 = x.fma(FloatVector.fromArray(SPECIES, b2, q2), sum20);
        sum21 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + COUNT), sum21);
        sum22 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + 2 * COUNT), sum22);
        sum23 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + 3 * COUNT), sum23);
        sum30 = x.fma(FloatVector.fromArray(SPECIES, b3, q3), sum30);
        sum31 = x.fma(FloatVector.fromArray(SPECIES, b3, q3 + COUNT), sum31);
        sum32 = x.fma(FloatVector.fromArray(SPECIES, b3, q3 + 2 * COUNT), sum32);
        sum33 = x.fma(FloatVector.fromArray(SPECIES, b3, q3 + 3 * COUNT), sum33);
      }
    }
    float[] c0 = p0.sums();
    int to0 = p0.to();
    float[] c1 = p1.sums();
    int to1 = p1.to();
    float[] c2 = p2.sums();
    int to2 = p2.to();
    float[] c3 = p3.sums();
    int to3 = p3.to();
    sum00.intoArray(c0, to0);
    sum01.intoArray(c0, to0 + COUNT);
    sum02.intoArray(c0, to0 + 2 * COUNT);
    sum03.intoArray(c0, to0 + 3 * COUNT);
    sum10.intoArray(c1, to1);
    sum11.intoArray(c1, to1 + COUNT);
    sum12.intoArray(c1, to1 + 2 * COUNT);
    sum13.intoArray(c1, to1 + 3 * COUNT);
    sum20.intoArray(c2, to2);
    sum21.intoArray(c2, to2 + COUNT);
    sum22.intoArray(c2, to2 + 2 * COUNT);
    sum23.intoArray(c2, to2 + 3 * COUNT);
    sum30.intoArray(c3, to3);
    sum31.intoArray(c3, to3 + COUNT);
    sum32.intoArray(c3, to3 + 2 * COUNT);
    sum33.intoArray(c3, to3 + 3 * COUNT);
  }

  private static void threePanels(
      Register[] a, int row, VectorPanel p0, VectorPanel p1, VectorPanel p2) {
    float[] s0 = p0.start();
    int from0 = p0.from();
    float[] s1 = p1.start();
    int from1 = p1.from();
    float[] s2 = p2.start();
    int from2 = p2.from();
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s0, from0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s0, from0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s0, from0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s0, from0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s1, from1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s1, from1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s1, from1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s1, from1 + 3 * COUNT);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, s2, from2);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, s2, from2 + COUNT);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, s2, from2 + 2 * COUNT);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, s2, from2 + 3 * COUNT);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int aAt = a[t].offset + row * a[t].stride;
      var matrix0 = (VectorPacked) p0.matrices[t];
      float[] b0 = matrix0.elements;
      int at0 = matrix0.offset(p0.block, p0.vector);
      var matrix1 = (VectorPacked) p1.matrices[t];
      float[] b1 = matrix1.elements;
      int at1 = matrix1.offset(p1.block, p1.vector);
      var matrix2 = (VectorPacked) p2.matrices[t];
      float[] b2 = matrix2.elements;
      int at2 = matrix2.offset(p2.block, p2.vector);
      int depth = matrix0.depth();
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
        int q0 = at0 + k * WIDTH;
        int q1 = at1 + k * WIDTH;
        int q2 = at2 + k * WIDTH;
        sum00 = x.fma(FloatVector.fromArray(SPECIES, b0, q0), sum00);
        sum01 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + COUNT), sum01);
        sum02 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 2 * COUNT), sum02);
        sum03 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 3 * COUNT), sum03);
        sum10 = x.fma(FloatVector.fromArray(SPECIES, b1, q1), sum10);
        sum11 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + COUNT), sum11);
        sum12 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 2 * COUNT), sum12);
        sum13 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 3 * COUNT), sum13);
        sum20 = x.fma(FloatVector.fromArray(SPECIES, b2, q2), sum20);
        sum21 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + COUNT), sum21);
        sum22 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + 2 * COUNT), sum22);
        sum23 = x.fma(FloatVector.fromArray(SPECIES, b2, q2 + 3 * COUNT), sum23);
      }
    }
    float[] c0 = p0.sums();
    int to0 = p0.to();
    float[] c1 = p1.sums();
    int to1 = p1.to();
    float[] c2 = p2.sums();
    int to2 = p2.to();
    sum00.intoArray(c0, to0);
    sum01.intoArray(c0, to0 + COUNT);
    sum02.intoArray(c0, to0 + 2 * COUNT);
    sum03.intoArray(c0, to0 + 3 * COUNT);
    sum10.intoArray(c1, to1);
    sum11.intoArray(c1, to1 + COUNT);
    sum12.intoArray(c1, to1 + 2 * COUNT);
    sum13.intoArray(c1, to1 + 3 * COUNT);
    sum20.intoArray(c2, to2);
    sum21.intoArray(c2, to2 + COUNT);
    sum22.intoArray(c2, to2 + 2 * COUNT);
    sum23.intoArray(c2, to2 + 3 * COUNT);
  }

  private static void twoPanels(Register[] a, int row, VectorPanel p0, VectorPanel p1) {
    float[] s0 = p0.start();
    int from0 = p0.from();
    float[] s1 = p1.start();
    int from1 = p1.from();
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s0, from0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s0, from0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s0, from0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s0, from0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s1, from1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s1, from1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s1, from1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s1, from1 + 3 * COUNT);
    for (int t = 0; t < a.length; t++) {
      float[] factors = a[t].floats();
      int aAt = a[t].offset + row * a[t].stride;
      var matrix0 = (VectorPacked) p0.matrices[t];
      float[] b0 = matrix0.elements;
      int at0 = matrix0.offset(p0.block, p0.vector);
      var matrix1 = (VectorPacked) p1.matrices[t];
      float[] b1 = matrix1.elements;
      int at1 = matrix1.offset(p1.block, p1.vector);
      int depth = matrix0.depth();
      for (int k = 0; k < depth; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
        int q0 = at0 + k * WIDTH;
        int q1 = at1 + k * WIDTH;
        sum00 = x.fma(FloatVector.fromArray(SPECIES, b0, q0), sum00);
        sum01 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + COUNT), sum01);
        sum02 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 2 * COUNT), sum02);
        sum03 = x.fma(FloatVector.fromArray(SPECIES, b0, q0 + 3 * COUNT), sum03);
        sum10 = x.fma(FloatVector.fromArray(SPECIES, b1, q1), sum10);
        sum11 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + COUNT), sum11);
        sum12 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 2 * COUNT), sum12);
        sum13 = x.fma(FloatVector.fromArray(SPECIES, b1, q1 + 3 * COUNT), sum13);
      }
    }
    float[] c0 = p0.sums();
    int to0 = p0.to();
    float[] c1 = p1.sums();
    int to1 = p1.to();
    sum00.intoArray(c0, to0);
    sum01.intoArray(c0, to0 + COUNT);
    sum02.intoArray(c0, to0 + 2 * COUNT);
    sum03.intoArray(c0, to0 + 3 * COUNT);
    sum10.intoArray(c1, to1);
    sum11.intoArray(c1, to1 + COUNT);
    sum12.intoArray(c1, to1 + 2 * COUNT);
    sum13.intoArray(c1, to1 + 3 * COUNT);
  }

  private static void onePanel(Register[] a, int row, VectorPanel panel) {
    int from = panel.from();
    int to = panel.to();
    VectorTiles.multiply(
        1,
        a,
        row,
        panel.matrices,
        panel.block,
        panel.vector,
        panel.start(),
        from,
        from + COUNT,
        from + 2 * COUNT,
        from + 3 * COUNT,
        0,
        panel.sums(),
        to,
        to + COUNT,
        to + 2 * COUNT,
        to + 3 * COUNT,
        0);
  }
}
