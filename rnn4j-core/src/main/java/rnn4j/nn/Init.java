package rnn4j.nn;

import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Initial values, as `torch.nn.init`: each function overwrites a tensor, draws PyTorch's numbers
/// and returns the tensor.
public final class Init {
  private Init() {}

  /// Draws from the uniform distribution on `[from, to)`.
  public static Tensor uniform(Tensor tensor, double from, double to, TorchRandom random) {
    switch (tensor.data()) {
      case FloatData floats -> random.uniform(floats.array(), from, to);
      case DoubleData doubles -> random.uniform(doubles.array(), from, to);
    }
    tensor.data().changed();
    return tensor;
  }

  /// Draws from the normal distribution.
  public static Tensor normal(Tensor tensor, double mean, double std, TorchRandom random) {
    switch (tensor.data()) {
      case FloatData floats -> random.normal(floats.array(), mean, std);
      case DoubleData doubles -> random.normal(doubles.array(), mean, std);
    }
    tensor.data().changed();
    return tensor;
  }

  /// Draws from the uniform distribution of variance `2 / ((1 + slope^2) * fanIn)`, where `fanIn`
  /// is the product of all sizes but the first (He et al. 2015, arXiv 1502.01852, section 2.2).
  ///
  /// @param slope of the leaky ReLU that follows, PyTorch's `a`
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingUniform(Tensor tensor, double slope, TorchRandom random) {
    if (tensor.numel() == 0) {
      return tensor;
    }
    if (tensor.dim() < 2) {
      throw new ShapeException(
          "Init.kaimingUniform: shape is " + tensor.shape() + ", expected at least 2 dimensions");
    }
    // In PyTorch's order, whose rounding decides about the last bit.
    int fanIn = tensor.numel() / tensor.size(0);
    double gain = Math.sqrt(2 / (1 + slope * slope));
    double std = gain / Math.sqrt((double) fanIn);
    double bound = Math.sqrt(3) * std;
    return uniform(tensor, -bound, bound, random);
  }
}
