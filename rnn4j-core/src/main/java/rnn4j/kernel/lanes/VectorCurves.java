package rnn4j.kernel.lanes;

import static rnn4j.kernel.lanes.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;

/// The activations of [rnn4j.kernel.Op] that fewer cells use, and the logarithm, on vectors, each a
/// loop of its own as in [VectorActivations].
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(VectorMath.log(xLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector value = VectorFormulas.elu(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.eluBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector value = VectorFormulas.softsign(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.softsignBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(VectorMath.softplus(xLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.softplusBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
      }
    }
  }
}
