package rnn4j.kernel;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The functions of [Op] that are made of straight pieces, and their derivatives, on vectors, each
/// a loop of its own.
final class VectorPieces {
  private VectorPieces() {}

  static void abs(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(xLanes.abs(), dArray, dAt + l, lanes - l);
      }
    }
  }

  static void absBack(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(
            FloatVector.broadcast(SPECIES, 0f)
                .blend(xLanes, yLanes.compare(GT, 0f))
                .blend(xLanes.neg(), yLanes.compare(LT, 0f)),
            dArray,
            dAt + l,
            lanes - l);
      }
    }
  }

  static void clip(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(
            xLanes.blend(beta, xLanes.compare(GT, beta)).blend(alpha, xLanes.compare(LT, alpha)),
            dArray,
            dAt + l,
            lanes - l);
      }
    }
  }

  static void clipBack(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(
            FloatVector.broadcast(SPECIES, 0f)
                .blend(xLanes, yLanes.compare(GE, alpha).and(yLanes.compare(LE, beta))),
            dArray,
            dAt + l,
            lanes - l);
      }
    }
  }

  static void leakyRelu(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(
            xLanes.blend(xLanes.mul(alpha), xLanes.compare(LE, 0f)), dArray, dAt + l, lanes - l);
      }
    }
  }

  static void leakyReluBack(
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(
            xLanes.blend(xLanes.mul(alpha), yLanes.compare(LE, 0f)), dArray, dAt + l, lanes - l);
      }
    }
  }
}
