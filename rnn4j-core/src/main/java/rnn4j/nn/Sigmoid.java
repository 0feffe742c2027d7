package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The logistic function `1 / (1 + e^-x)` of each element, as `torch.nn.Sigmoid`.
public final class Sigmoid extends Layer {

  /// Creates a layer.
  public Sigmoid() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.sigmoid();
  }
}
