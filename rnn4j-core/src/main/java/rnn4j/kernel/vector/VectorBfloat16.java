package rnn4j.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import rnn4j.kernel.WeightFormat;

/// A matrix in [WeightFormat#BFLOAT16]. Two vectors share one of integers: the first has the lower
/// halves of the lanes, the second the upper halves.
///
/// ```
/// panel: [k][vectors 0 and 1, vectors 2 and 3][lanes]
/// ```
final class VectorBfloat16 extends VectorRounded {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  /// Integers of one `k` of a panel.
  private static final int STEP = 2 * COUNT;

  private static final int UPPER = 0xffff0000;

  /// As in [VectorPacked]: so that vectors lie in one line of the cache each.
  private static final int START = 12;

  private final int[] elements;

  VectorBfloat16(int depth, int gates, int units) {
    super(depth, gates, units);
    this.elements = new int[START + panels(gates, units) * depth * STEP];
  }

  private int offset(int panel) {
    return START + panel * depth() * STEP;
  }

  @Override
  void set(int panel, int vector, int lane, float[] column) {
    int at = offset(panel) + vector / 2 * COUNT + lane;
    for (int k = 0; k < column.length; k++) {
      elements[at + k * STEP] |= WeightFormat.bfloat16(column[k]) << (vector % 2 * 16);
    }
  }

  @Override
  void expand(int panel, float[] to, int at) {
    int from = offset(panel);
    int pairs = 2 * depth();
    for (int pair = 0; pair < pairs; pair++) {
      IntVector two = IntVector.fromArray(INTS, elements, from + pair * COUNT);
      two.lanewise(LSHL, 16).reinterpretAsFloats().intoArray(to, at + 2 * pair * COUNT);
      two.and(UPPER).reinterpretAsFloats().intoArray(to, at + (2 * pair + 1) * COUNT);
    }
  }

  @Override
  void multiply(float[] factors, int aAt, int panel, float[] s, int s0, float[] c, int c0) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, s, s0 + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * COUNT);
    int depth = depth();
    int from = offset(panel);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
      int q0 = from + k * STEP;
      IntVector two00 = IntVector.fromArray(INTS, elements, q0);
      sum00 = x.fma(two00.lanewise(LSHL, 16).reinterpretAsFloats(), sum00);
      sum01 = x.fma(two00.and(UPPER).reinterpretAsFloats(), sum01);
      IntVector two01 = IntVector.fromArray(INTS, elements, q0 + COUNT);
      sum02 = x.fma(two01.lanewise(LSHL, 16).reinterpretAsFloats(), sum02);
      sum03 = x.fma(two01.and(UPPER).reinterpretAsFloats(), sum03);
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
    int depth = depth();
    int from = offset(panel);
    int next = offset(panel + 1);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, factors[aAt + k]);
      int q0 = from + k * STEP;
      IntVector two00 = IntVector.fromArray(INTS, elements, q0);
      sum00 = x.fma(two00.lanewise(LSHL, 16).reinterpretAsFloats(), sum00);
      sum01 = x.fma(two00.and(UPPER).reinterpretAsFloats(), sum01);
      IntVector two01 = IntVector.fromArray(INTS, elements, q0 + COUNT);
      sum02 = x.fma(two01.lanewise(LSHL, 16).reinterpretAsFloats(), sum02);
      sum03 = x.fma(two01.and(UPPER).reinterpretAsFloats(), sum03);
      int q1 = next + k * STEP;
      IntVector two10 = IntVector.fromArray(INTS, elements, q1);
      sum10 = x.fma(two10.lanewise(LSHL, 16).reinterpretAsFloats(), sum10);
      sum11 = x.fma(two10.and(UPPER).reinterpretAsFloats(), sum11);
      IntVector two11 = IntVector.fromArray(INTS, elements, q1 + COUNT);
      sum12 = x.fma(two11.lanewise(LSHL, 16).reinterpretAsFloats(), sum12);
      sum13 = x.fma(two11.and(UPPER).reinterpretAsFloats(), sum13);
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
