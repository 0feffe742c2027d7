package rnn4j.kernel.lanes;

import static rnn4j.kernel.lanes.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;

/// The functions of [rnn4j.kernel.Op] that are made of straight pieces, and their derivatives, on
/// vectors, each a loop of its own.
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
        FloatVector value = VectorFormulas.absBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
        FloatVector value = VectorFormulas.clip(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
        FloatVector value = VectorFormulas.clipBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
        FloatVector value = VectorFormulas.leakyRelu(xLanes, xLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
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
        FloatVector value = VectorFormulas.leakyReluBack(xLanes, yLanes, xLanes, alpha, beta);
        Lanes.store(value, dArray, dAt + l, lanes - l);
      }
    }
  }
}
