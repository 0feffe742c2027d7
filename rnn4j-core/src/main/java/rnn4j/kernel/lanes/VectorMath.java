package rnn4j.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import rnn4j.kernel.FloatMath;

/// The functions of [FloatMath] on vectors, step by step the same, so that every lane has the same
/// bits.
public final class VectorMath {
  private VectorMath() {}

  static FloatVector sigmoid(FloatVector x) {
    FloatVector y = x.blend(FloatMath.SIGMOID_BELOW, x.compare(LT, FloatMath.SIGMOID_BELOW));
    y = y.blend(FloatMath.SIGMOID_ABOVE, x.compare(GT, FloatMath.SIGMOID_ABOVE));
    FloatVector m = y.fma(all(-FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector n = m.sub(FloatMath.ROUNDER);
    FloatVector r = n.fma(all(FloatMath.LN2_LOW), n.fma(all(FloatMath.LN2_HIGH), y));
    FloatVector square = r.mul(r);
    FloatVector p = tail(r, square, -FloatMath.C3, -FloatMath.C5).fma(square, all(1f).sub(r));
    return all(1f).div(p.fma(powerOfTwo(m), all(1f)));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.blend(-FloatMath.TANH_BOUND, x.compare(LT, -FloatMath.TANH_BOUND));
    y = y.blend(FloatMath.TANH_BOUND, x.compare(GT, FloatMath.TANH_BOUND));
    y = y.add(y);
    FloatVector m = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector p = expm1(reduce(y, m.sub(FloatMath.ROUNDER)));
    FloatVector s = powerOfTwo(m);
    FloatVector u = p.fma(s, s.sub(1f));
    return u.div(u.add(2f));
  }

  static FloatVector exp(FloatVector x) {
    FloatVector y = x.blend(-104f, x.compare(LT, -104f));
    y = y.blend(89f, x.compare(GT, 89f));
    FloatVector m = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector p = expm1(reduce(y, m.sub(FloatMath.ROUNDER))).add(1f);
    IntVector n = m.reinterpretAsInts().sub(Float.floatToRawIntBits(FloatMath.ROUNDER));
    IntVector half = n.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  static FloatVector expm1OfNegative(FloatVector x) {
    FloatVector y = x.blend(FloatMath.EXPM1_BOUND, x.compare(LT, FloatMath.EXPM1_BOUND));
    y = y.blend(0f, x.compare(GT, 0f));
    FloatVector m = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector p = expm1(reduce(y, m.sub(FloatMath.ROUNDER)));
    FloatVector s = powerOfTwo(m);
    return p.fma(s, s.sub(1f));
  }

  static FloatVector log(FloatVector x) {
    var tiny = x.compare(LT, Float.MIN_NORMAL);
    FloatVector y = x.blend(x.mul(0x1p23f), tiny);
    IntVector bits = y.reinterpretAsInts().sub(FloatMath.SQRT_HALF);
    FloatVector n = wholeNumber(bits.lanewise(ASHR, 23)).sub(all(0f).blend(23f, tiny));
    FloatVector f = bits.and(0x7fffff).add(FloatMath.SQRT_HALF).reinterpretAsFloats().sub(1f);
    FloatVector value = log1p(f, n);
    value = value.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    value = value.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return all(Float.NaN).blend(value, x.compare(GE, 0f));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector t = exp(x.abs().neg());
    var large = t.compare(GT, FloatMath.SQRT2_MINUS_1);
    FloatVector f = t.blend(t.sub(1f).mul(0.5f), large);
    FloatVector n = all(0f).blend(1f, large);
    return all(0f).blend(x, x.compare(GT, 0f)).add(log1p(f, n));
  }

  static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  private static FloatVector log1p(FloatVector f, FloatVector n) {
    FloatVector p = f.fma(all(FloatMath.L11), all(FloatMath.L10));
    p = p.fma(f, all(FloatMath.L9));
    p = p.fma(f, all(FloatMath.L8));
    p = p.fma(f, all(FloatMath.L7));
    p = p.fma(f, all(FloatMath.L6));
    p = p.fma(f, all(FloatMath.L5));
    p = p.fma(f, all(FloatMath.L4));
    p = p.fma(f, all(FloatMath.L3));
    FloatVector square = f.mul(f);
    p = p.mul(f).fma(square, n.mul(FloatMath.LN2_LOW));
    p = square.fma(all(-0.5f), p);
    return n.fma(all(FloatMath.LN2_HIGH), f.add(p));
  }

  /// Returns whole numbers below `2^22` as floats, without a conversion.
  private static FloatVector wholeNumber(IntVector n) {
    int rounder = Float.floatToRawIntBits(FloatMath.ROUNDER);
    return n.add(rounder).reinterpretAsFloats().sub(FloatMath.ROUNDER);
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
    FloatVector square = r.mul(r);
    return tail(r, square, FloatMath.C3, FloatMath.C5).fma(square, r);
  }

  private static FloatVector tail(FloatVector r, FloatVector square, float c3, float c5) {
    FloatVector low = r.fma(all(c3), all(FloatMath.C2));
    FloatVector high = square.fma(all(FloatMath.C6), r.fma(all(c5), all(FloatMath.C4)));
    return high.fma(square, low);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
