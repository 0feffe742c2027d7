package rnn4j.kernel.lanes;

import static rnn4j.kernel.lanes.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;

/// The functions of [rnn4j.kernel.Op] that cells and layers apply, and their derivatives, on
/// vectors. Each has a loop of its own: with two or more functions in one loop the compiler gives
/// up inlining and puts vectors on the heap.
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(VectorMath.sigmoid(xLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.sigmoidBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(VectorMath.tanh(xLanes), dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.tanhBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector value = VectorFormulas.relu(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        FloatVector yLanes = Lanes.load(yArray, yAt + l, lanes - l);
        FloatVector value = VectorFormulas.reluBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      for (int l = 0; l < lanes; l += COUNT) {
        FloatVector xLanes = Lanes.load(xArray, xAt + l, lanes - l);
        Lanes.store(VectorMath.exp(xLanes), dArray, dAt + l, lanes - l);
      }
    }
  }
}
