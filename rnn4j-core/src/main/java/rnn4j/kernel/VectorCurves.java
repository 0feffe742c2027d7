package rnn4j.kernel;

import static jdk.incubator.vector.VectorOperators.LE;
import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The activations of [Op] that fewer cells use, and the logarithm, on vectors, each a loop of its
/// own as in [VectorActivations].
final class VectorCurves {
  private VectorCurves() {}

  static void log(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        VectorMath.log(xLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(VectorMath.log(xLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void elu(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        xLanes
            .blend(VectorMath.expm1OfNegative(xLanes).mul(alpha), xLanes.compare(LE, 0f))
            .intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(
            xLanes.blend(VectorMath.expm1OfNegative(xLanes).mul(alpha), xLanes.compare(LE, 0f)),
            dArray,
            dAt + bound,
            rest);
      }
    }
  }

  static void eluBack(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        FloatVector yLanes = FloatVector.fromArray(SPECIES, yArray, yAt + l);
        xLanes
            .blend(xLanes.mul(alpha).mul(VectorMath.exp(yLanes)), yLanes.compare(LE, 0f))
            .intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(
            xLanes.blend(xLanes.mul(alpha).mul(VectorMath.exp(yLanes)), yLanes.compare(LE, 0f)),
            dArray,
            dAt + bound,
            rest);
      }
    }
  }

  static void softsign(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        xLanes.div(xLanes.abs().add(1f)).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(xLanes.div(xLanes.abs().add(1f)), dArray, dAt + bound, rest);
      }
    }
  }

  static void softsignBack(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        FloatVector yLanes = FloatVector.fromArray(SPECIES, yArray, yAt + l);
        xLanes.div(VectorMath.square(yLanes.abs().add(1f))).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.div(VectorMath.square(yLanes.abs().add(1f))), dArray, dAt + bound, rest);
      }
    }
  }

  static void softplus(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        VectorMath.softplus(xLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(VectorMath.softplus(xLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void softplusBack(
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z,
      float alpha,
      float beta) {
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        FloatVector yLanes = FloatVector.fromArray(SPECIES, yArray, yAt + l);
        xLanes.mul(VectorMath.sigmoid(yLanes)).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.mul(VectorMath.sigmoid(yLanes)), dArray, dAt + bound, rest);
      }
    }
  }
}
