package rnn4j.nn;

import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// The initial weights of recurrent layers and cells.
final class RecurrentWeights {
  private RecurrentWeights() {}

  /// Draws a parameter from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
  static Tensor draw(Shape shape, int hiddenSize, DType dtype, TorchRandom random) {
    double bound = 1 / Math.sqrt(hiddenSize);
    Tensor tensor = Tensor.zeros(dtype, shape.toArray());
    switch (tensor.data()) {
      case FloatData floats -> random.uniform(floats.array(), -bound, bound);
      case DoubleData doubles -> random.uniform(doubles.array(), -bound, bound);
    }
    return tensor;
  }
}
