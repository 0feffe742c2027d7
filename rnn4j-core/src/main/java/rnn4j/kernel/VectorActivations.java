package rnn4j.kernel;

import static jdk.incubator.vector.VectorOperators.LE;
import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The functions of [Op] that cells and layers apply, and their derivatives, on vectors. Each has a
/// loop of its own: with two or more functions in one loop the compiler gives up inlining and puts
/// vectors on the heap.
final class VectorActivations {
  private VectorActivations() {}

  static void sigmoid(
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
        VectorMath.sigmoid(xLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(VectorMath.sigmoid(xLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void sigmoidBack(
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
            .mul(yLanes)
            .mul(FloatVector.broadcast(SPECIES, 1f).sub(yLanes))
            .intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(
            xLanes.mul(yLanes).mul(FloatVector.broadcast(SPECIES, 1f).sub(yLanes)),
            dArray,
            dAt + bound,
            rest);
      }
    }
  }

  static void tanh(
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
        VectorMath.tanh(xLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(VectorMath.tanh(xLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void tanhBack(
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
            .mul(FloatVector.broadcast(SPECIES, 1f).sub(yLanes.mul(yLanes)))
            .intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(
            xLanes.mul(FloatVector.broadcast(SPECIES, 1f).sub(yLanes.mul(yLanes))),
            dArray,
            dAt + bound,
            rest);
      }
    }
  }

  static void relu(
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
        xLanes.blend(0f, xLanes.compare(LE, 0f)).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(xLanes.blend(0f, xLanes.compare(LE, 0f)), dArray, dAt + bound, rest);
      }
    }
  }

  static void reluBack(
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
        xLanes.blend(0f, yLanes.compare(LE, 0f)).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.blend(0f, yLanes.compare(LE, 0f)), dArray, dAt + bound, rest);
      }
    }
  }

  static void exp(
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
        VectorMath.exp(xLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(VectorMath.exp(xLanes), dArray, dAt + bound, rest);
      }
    }
  }
}
