package rnn4j.kernel.lanes;

import static rnn4j.kernel.lanes.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;

/// The arithmetic operations of [rnn4j.kernel.Op] on vectors, each a loop of its own.
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        Lanes.store(Lanes.load(xArray, xAt + l, lanes - l), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(xLanes.add(yLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(xLanes.sub(yLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(xLanes.mul(yLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        Lanes.store(xLanes.div(yLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      int zAt = z.offset + r * z.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector zLanes = Lanes.load(zArray, zAt + l, lanes - l);
        Lanes.store(xLanes.fma(yLanes, zLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector value = VectorFormulas.scale(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.scaleAdd(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(xLanes.sqrt(), dArray, dAt + l, lanes - l);
      }
    }
  }
}
