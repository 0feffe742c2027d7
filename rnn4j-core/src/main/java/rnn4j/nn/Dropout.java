package rnn4j.nn;

import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Zeroes each element with probability `p` while training and divides the others by `1 - p`, as
/// `torch.nn.Dropout`. In evaluation mode the output is the input.
public final class Dropout extends Layer {
  private final double p;
  private final TorchRandom random;

  /// Creates a layer.
  ///
  /// @param p probability of an element being zeroed
  /// @param random draws what is dropped; it may be shared with other layers, as PyTorch's default
  ///   generator is
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public Dropout(double p, TorchRandom random) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Dropout: p is " + p + ", expected a probability in [0, 1]");
    }
    this.p = p;
    this.random = random;
  }

  @Override
  public Tensor forward(Tensor input) {
    return isTraining() && p > 0 ? input.dropout(p, random) : input;
  }

  @Override
  protected String extraRepr() {
    return "p=" + Python.text(p) + ", inplace=False";
  }
}
