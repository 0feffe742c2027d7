package rnn4j.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The functions of [FloatMath] on vectors, step by step the same, so that every lane has the same
/// bits.
final class VectorMath {
  private VectorMath() {}

  static FloatVector sigmoid(FloatVector x) {
    var below = x.compare(LT, -FloatMath.SIGMOID_BOUND);
    FloatVector y = x.blend(-FloatMath.SIGMOID_BOUND, below);
    y = y.blend(FloatMath.SIGMOID_BOUND, y.compare(GT, FloatMath.SIGMOID_BOUND));
    FloatVector m = y.fma(all(-FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector r = reduce(y.neg(), m.sub(FloatMath.ROUNDER));
    FloatVector p = expm1(r).add(1f);
    FloatVector value = all(1f).div(p.fma(powerOfTwo(m), all(1f)));
    return value.blend(0f, below);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.blend(-FloatMath.TANH_BOUND, x.compare(LT, -FloatMath.TANH_BOUND));
    y = y.blend(FloatMath.TANH_BOUND, y.compare(GT, FloatMath.TANH_BOUND));
    y = y.add(y);
    FloatVector m = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector p = expm1(reduce(y, m.sub(FloatMath.ROUNDER)));
    FloatVector s = powerOfTwo(m);
    FloatVector u = p.fma(s, s.sub(1f));
    return u.div(u.add(2f));
  }

  static FloatVector exp(FloatVector x) {
    FloatVector y = x.blend(-104f, x.compare(LT, -104f));
    y = y.blend(89f, y.compare(GT, 89f));
    FloatVector m = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector p = expm1(reduce(y, m.sub(FloatMath.ROUNDER))).add(1f);
    IntVector n = m.reinterpretAsInts().sub(Float.floatToRawIntBits(FloatMath.ROUNDER));
    IntVector half = n.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  /// Returns `2^n` for the whole number in the low bits of `m`.
  private static FloatVector powerOfTwo(FloatVector m) {
    return m.reinterpretAsInts().lanewise(LSHL, 23).add(0x3f800000).reinterpretAsFloats();
  }

  private static FloatVector reduce(FloatVector y, FloatVector n) {
    return n.fma(all(-FloatMath.LN2_LOW), n.fma(all(-FloatMath.LN2_HIGH), y));
  }

  private static FloatVector expm1(FloatVector r) {
    FloatVector p = r.fma(all(FloatMath.C7), all(FloatMath.C6));
    p = p.fma(r, all(FloatMath.C5));
    p = p.fma(r, all(FloatMath.C4));
    p = p.fma(r, all(FloatMath.C3));
    p = p.fma(r, all(FloatMath.C2));
    return p.fma(r.mul(r), r);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
