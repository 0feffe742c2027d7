package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The hyperbolic tangent of each element, as `torch.nn.Tanh`.
public final class Tanh extends Layer {

  /// Creates a layer.
  public Tanh() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.tanh();
  }
}
