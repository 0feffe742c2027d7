package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The arithmetic operations of [Op] on vectors, each a loop of its own.
final class VectorArithmetic {
  private VectorArithmetic() {}

  static void copy(
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
        FloatVector.fromArray(SPECIES, xArray, xAt + l).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        Lanes.store(Lanes.load(xArray, xAt + bound, rest), dArray, dAt + bound, rest);
      }
    }
  }

  static void add(
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
        xLanes.add(yLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.add(yLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void sub(
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
        xLanes.sub(yLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.sub(yLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void mul(
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
        xLanes.mul(yLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.mul(yLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void div(
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
        xLanes.div(yLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(xLanes.div(yLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void fma(
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
    float[] zArray = z.floats();
    int bound = SPECIES.loopBound(lanes);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      int zAt = z.offset + r * z.stride;
      for (int l = 0; l < bound; l += COUNT) {
        FloatVector xLanes = FloatVector.fromArray(SPECIES, xArray, xAt + l);
        FloatVector yLanes = FloatVector.fromArray(SPECIES, yArray, yAt + l);
        FloatVector zLanes = FloatVector.fromArray(SPECIES, zArray, zAt + l);
        xLanes.fma(yLanes, zLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        FloatVector zLanes = Lanes.load(zArray, zAt + bound, rest);
        Lanes.store(xLanes.fma(yLanes, zLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void scale(
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
            .fma(FloatVector.broadcast(SPECIES, alpha), FloatVector.broadcast(SPECIES, beta))
            .intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(
            xLanes.fma(FloatVector.broadcast(SPECIES, alpha), FloatVector.broadcast(SPECIES, beta)),
            dArray,
            dAt + bound,
            rest);
      }
    }
  }

  static void scaleAdd(
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
        xLanes.fma(FloatVector.broadcast(SPECIES, alpha), yLanes).intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        FloatVector yLanes = Lanes.load(yArray, yAt + bound, rest);
        Lanes.store(
            xLanes.fma(FloatVector.broadcast(SPECIES, alpha), yLanes), dArray, dAt + bound, rest);
      }
    }
  }

  static void sqrt(
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
        xLanes.sqrt().intoArray(dArray, dAt + l);
      }
      if (bound < lanes) {
        int rest = lanes - bound;
        FloatVector xLanes = Lanes.load(xArray, xAt + bound, rest);
        Lanes.store(xLanes.sqrt(), dArray, dAt + bound, rest);
      }
    }
  }
}
