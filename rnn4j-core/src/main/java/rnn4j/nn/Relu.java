package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// `max(x, 0)` of each element, as `torch.nn.ReLU`.
public final class Relu extends Layer {

  /// Creates a layer.
  public Relu() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.relu();
  }

  @Override
  protected String typeName() {
    return "ReLU";
  }
}
