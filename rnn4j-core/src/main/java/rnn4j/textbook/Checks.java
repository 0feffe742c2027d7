package rnn4j.textbook;

import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Checks of what modules are given.
final class Checks {
  private Checks() {}

  static void requirePositive(String where, String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "%s: %s is %d, expected at least 1".formatted(where, name, size));
    }
  }

  static void requireSequence(String where, Tensor x, int inputSize, DType dtype) {
    if (x.dim() != 3 || x.size(1) == 0 || x.size(2) != inputSize) {
      throw new ShapeException(
          "%s.forward: x has shape %s, expected (batch, seqLen, inputSize=%d) with at least one step"
              .formatted(where, x.shape(), inputSize));
    }
    requireType(where, "x", x, dtype);
  }

  static void requireState(
      String where, String name, Tensor state, int batch, int hiddenSize, DType dtype) {
    if (!state.shape().equals(Shape.of(batch, hiddenSize))) {
      throw new ShapeException(
          "%s.forward: %s has shape %s, expected (batch=%d, hiddenSize=%d)"
              .formatted(where, name, state.shape(), batch, hiddenSize));
    }
    requireType(where, name, state, dtype);
  }

  private static void requireType(String where, String name, Tensor tensor, DType dtype) {
    if (tensor.dtype() != dtype) {
      throw new IllegalArgumentException(
          "%s.forward: %s has type %s, expected %s as the weights; convert it with to(DType)"
              .formatted(where, name, tensor.dtype(), dtype));
    }
  }
}
