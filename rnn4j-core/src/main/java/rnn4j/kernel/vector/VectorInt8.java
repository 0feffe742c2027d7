package rnn4j.kernel.vector;

import static jdk.incubator.vector.VectorOperators.B2F;
import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import rnn4j.kernel.WeightFormat;

/// A matrix in [WeightFormat#INT8], each panel with the factors of its columns. Needs vectors of
/// 256 bits, as no vector is as narrow as the bytes of those of 128: there this class must not be
/// touched.
///
/// ```
/// panel: [k][4 vectors][lanes]
/// ```
final class VectorInt8 extends VectorRounded {
  /// The fewest floats in a vector, a constant that the compiler copies.
  static final int LEAST_LANES = 8;

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * COUNT));

  /// As in [VectorPacked]: so that the vectors of a `k` lie in one line of the cache.
  private static final int START = 48;

  private final byte[] elements;
  private final float[] scales;

  VectorInt8(int depth, int gates, int units) {
    super(depth, gates, units);
    int panels = panels(gates, units);
    this.elements = new byte[START + panels * depth * WIDTH];
    this.scales = new float[panels * WIDTH];
  }

  private int offset(int panel) {
    return START + panel * depth() * WIDTH;
  }

  @Override
  void set(int panel, int vector, int lane, float[] column) {
    float factor = WeightFormat.int8Factor(column);
    int place = vector * COUNT + lane;
    scales[panel * WIDTH + place] = factor;
    for (int k = 0; k < column.length; k++) {
      elements[offset(panel) + k * WIDTH + place] = WeightFormat.int8(column[k], factor);
    }
  }

  @Override
  void expand(int panel, float[] to, int at) {
    int from = offset(panel);
    int depth = depth();
    for (int v = 0; v < WIDTH; v += COUNT) {
      FloatVector factor = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + v);
      for (int k = 0; k < depth; k++) {
        ByteVector whole = ByteVector.fromArray(BYTES, elements, from + k * WIDTH + v);
        FloatVector b = ((FloatVector) whole.convertShape(B2F, SPECIES, 0)).mul(factor);
        b.intoArray(to, at + k * WIDTH + v);
      }
    }
  }

  @Override
  void multiply(float[] factors, int aAt, int panel, float[] s, int s0, float[] c, int c0) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * COUNT);
    FloatVector factor00 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH);
    FloatVector factor01 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + COUNT);
    FloatVector factor02 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + 2 * COUNT);
    FloatVector factor03 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + 3 * COUNT);
    int depth = depth();
    int from = offset(panel);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
      int q0 = from + k * WIDTH;
      ByteVector whole00 = ByteVector.fromArray(BYTES, elements, q0);
      FloatVector b00 = ((FloatVector) whole00.convertShape(B2F, SPECIES, 0)).mul(factor00);
      sum00 = x.fma(b00, sum00);
      ByteVector whole01 = ByteVector.fromArray(BYTES, elements, q0 + COUNT);
      FloatVector b01 = ((FloatVector) whole01.convertShape(B2F, SPECIES, 0)).mul(factor01);
      sum01 = x.fma(b01, sum01);
      ByteVector whole02 = ByteVector.fromArray(BYTES, elements, q0 + 2 * COUNT);
      FloatVector b02 = ((FloatVector) whole02.convertShape(B2F, SPECIES, 0)).mul(factor02);
      sum02 = x.fma(b02, sum02);
      ByteVector whole03 = ByteVector.fromArray(BYTES, elements, q0 + 3 * COUNT);
      FloatVector b03 = ((FloatVector) whole03.convertShape(B2F, SPECIES, 0)).mul(factor03);
      sum03 = x.fma(b03, sum03);
    }
    sum00.intoArray(c, c0);
    sum01.intoArray(c, c0 + COUNT);
    sum02.intoArray(c, c0 + 2 * COUNT);
    sum03.intoArray(c, c0 + 3 * COUNT);
  }

  @Override
  void multiply(
      float[] factors, int aAt, int panel, float[] s, int s0, int s1, float[] c, int c0, int c1) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, s, s1 + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, s, s1 + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, s, s1 + 3 * COUNT);
    FloatVector factor00 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH);
    FloatVector factor01 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + COUNT);
    FloatVector factor02 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + 2 * COUNT);
    FloatVector factor03 = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + 3 * COUNT);
    FloatVector factor10 = FloatVector.fromArray(SPECIES, scales, (panel + 1) * WIDTH);
    FloatVector factor11 = FloatVector.fromArray(SPECIES, scales, (panel + 1) * WIDTH + COUNT);
    FloatVector factor12 = FloatVector.fromArray(SPECIES, scales, (panel + 1) * WIDTH + 2 * COUNT);
    FloatVector factor13 = FloatVector.fromArray(SPECIES, scales, (panel + 1) * WIDTH + 3 * COUNT);
    int depth = depth();
    int from = offset(panel);
    int next = offset(panel + 1);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
      int q0 = from + k * WIDTH;
      ByteVector whole00 = ByteVector.fromArray(BYTES, elements, q0);
      FloatVector b00 = ((FloatVector) whole00.convertShape(B2F, SPECIES, 0)).mul(factor00);
      sum00 = x.fma(b00, sum00);
      ByteVector whole01 = ByteVector.fromArray(BYTES, elements, q0 + COUNT);
      FloatVector b01 = ((FloatVector) whole01.convertShape(B2F, SPECIES, 0)).mul(factor01);
      sum01 = x.fma(b01, sum01);
      ByteVector whole02 = ByteVector.fromArray(BYTES, elements, q0 + 2 * COUNT);
      FloatVector b02 = ((FloatVector) whole02.convertShape(B2F, SPECIES, 0)).mul(factor02);
      sum02 = x.fma(b02, sum02);
      ByteVector whole03 = ByteVector.fromArray(BYTES, elements, q0 + 3 * COUNT);
      FloatVector b03 = ((FloatVector) whole03.convertShape(B2F, SPECIES, 0)).mul(factor03);
      sum03 = x.fma(b03, sum03);
      int q1 = next + k * WIDTH;
      ByteVector whole10 = ByteVector.fromArray(BYTES, elements, q1);
      FloatVector b10 = ((FloatVector) whole10.convertShape(B2F, SPECIES, 0)).mul(factor10);
      sum10 = x.fma(b10, sum10);
      ByteVector whole11 = ByteVector.fromArray(BYTES, elements, q1 + COUNT);
      FloatVector b11 = ((FloatVector) whole11.convertShape(B2F, SPECIES, 0)).mul(factor11);
      sum11 = x.fma(b11, sum11);
      ByteVector whole12 = ByteVector.fromArray(BYTES, elements, q1 + 2 * COUNT);
      FloatVector b12 = ((FloatVector) whole12.convertShape(B2F, SPECIES, 0)).mul(factor12);
      sum12 = x.fma(b12, sum12);
      ByteVector whole13 = ByteVector.fromArray(BYTES, elements, q1 + 3 * COUNT);
      FloatVector b13 = ((FloatVector) whole13.convertShape(B2F, SPECIES, 0)).mul(factor13);
      sum13 = x.fma(b13, sum13);
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
