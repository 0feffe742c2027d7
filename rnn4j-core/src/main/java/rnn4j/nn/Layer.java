package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// A module that makes one tensor of one tensor, so that it can stand in a [Sequential].
public abstract class Layer extends Module {

  /// Creates a layer without parameters, in training mode.
  protected Layer() {}

  /// Returns the layer's output.
  public abstract Tensor forward(Tensor input);
}
