package rnn4j.nn;

import rnn4j.tensor.DType;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Checks of tensors given to modules.
final class Inputs {
  private Inputs() {}

  static void requireType(String where, Tensor input, DType dtype) {
    if (input.dtype() != dtype) {
      throw new IllegalArgumentException(
          "%s: input has type %s, expected %s; convert it with to(DType)"
              .formatted(where, input.dtype(), dtype));
    }
  }

  /// Fails unless a loss's target is like its input; PyTorch broadcasts with a warning.
  static void requireAlike(String where, Tensor input, Tensor target) {
    if (!target.shape().equals(input.shape())) {
      throw new ShapeException(
          "%s: target has shape %s, expected %s, the shape of the input"
              .formatted(where, target.shape(), input.shape()));
    }
    if (target.dtype() != input.dtype()) {
      throw new IllegalArgumentException(
          "%s: target has type %s, expected %s, the type of the input; convert it with to(DType)"
              .formatted(where, target.dtype(), input.dtype()));
    }
  }
}
