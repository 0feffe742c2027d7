package rnn4j.optim;

import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.Tensor;

/// The arrays of tensors whose element type is known.
final class Elements {
  private Elements() {}

  static float[] floats(Tensor tensor) {
    return ((FloatData) tensor.data()).array();
  }

  static double[] doubles(Tensor tensor) {
    return ((DoubleData) tensor.data()).array();
  }
}
