package rnn4j.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The operations of [rnn4j.kernel.Op] on one vector, each under its own name, all with the same
/// parameters: so `LoopCode` can call any of them.
public final class VectorFormulas {
  private VectorFormulas() {}

  static FloatVector copy(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x;
  }

  static FloatVector add(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.add(y);
  }

  static FloatVector sub(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.sub(y);
  }

  static FloatVector mul(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.mul(y);
  }

  static FloatVector div(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.div(y);
  }

  static FloatVector fma(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.fma(y, z);
  }

  static FloatVector scale(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.fma(all(alpha), all(beta));
  }

  static FloatVector scaleAdd(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.fma(all(alpha), y);
  }

  static FloatVector sigmoid(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return VectorMath.sigmoid(x);
  }

  static FloatVector sigmoidBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.mul(y).mul(all(1f).sub(y));
  }

  static FloatVector tanh(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return VectorMath.tanh(x);
  }

  static FloatVector tanhBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.mul(all(1f).sub(y.mul(y)));
  }

  static FloatVector relu(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(0f, x.compare(LE, 0f));
  }

  static FloatVector reluBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(0f, y.compare(LE, 0f));
  }

  static FloatVector exp(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return VectorMath.exp(x);
  }

  static FloatVector log(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return VectorMath.log(x);
  }

  static FloatVector sqrt(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.sqrt();
  }

  static FloatVector abs(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.abs();
  }

  static FloatVector absBack(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return all(0f).blend(x, y.compare(GT, 0f)).blend(x.neg(), y.compare(LT, 0f));
  }

  static FloatVector clip(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(beta, x.compare(GT, beta)).blend(alpha, x.compare(LT, alpha));
  }

  static FloatVector clipBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return all(0f).blend(x, y.compare(GE, alpha).and(y.compare(LE, beta)));
  }

  static FloatVector leakyRelu(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(x.mul(alpha), x.compare(LE, 0f));
  }

  static FloatVector leakyReluBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(x.mul(alpha), y.compare(LE, 0f));
  }

  static FloatVector elu(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(VectorMath.expm1OfNegative(x).mul(alpha), x.compare(LE, 0f));
  }

  static FloatVector eluBack(FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.blend(x.mul(alpha).mul(VectorMath.exp(y)), y.compare(LE, 0f));
  }

  static FloatVector softsign(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.div(x.abs().add(1f));
  }

  static FloatVector softsignBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.div(VectorMath.square(y.abs().add(1f)));
  }

  static FloatVector softplus(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return VectorMath.softplus(x);
  }

  static FloatVector softplusBack(
      FloatVector x, FloatVector y, FloatVector z, float alpha, float beta) {
    return x.mul(VectorMath.sigmoid(y));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
