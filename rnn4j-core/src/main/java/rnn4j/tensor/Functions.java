package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.DoubleMath;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Op;
import rnn4j.random.TorchRandom;

/// Functions of each element.
final class Functions {
  private Functions() {}

  static Tensor sigmoid(Tensor x) {
    Tensor y = Pointwise.apply(Op.SIGMOID, x);
    return new Recording(y).wrt(x, g -> Pointwise.apply(Op.SIGMOID_BACK, g, y)).done();
  }

  static Tensor tanh(Tensor x) {
    Tensor y = Pointwise.apply(Op.TANH, x);
    return new Recording(y).wrt(x, g -> Pointwise.apply(Op.TANH_BACK, g, y)).done();
  }

  static Tensor relu(Tensor x) {
    Tensor y = Pointwise.apply(Op.RELU, x);
    return new Recording(y).wrt(x, g -> Pointwise.apply(Op.RELU_BACK, g, y)).done();
  }

  static Tensor exp(Tensor x) {
    Tensor y = Pointwise.apply(Op.EXP, x);
    return new Recording(y).wrt(x, g -> g.times(y)).done();
  }

  static Tensor log(Tensor x) {
    return new Recording(Pointwise.apply(Op.LOG, x)).wrt(x, g -> g.div(x)).done();
  }

  static Tensor softplus(Tensor x) {
    Data result = x.data().zeros(x.numel());
    for (int i = 0; i < x.numel(); i++) {
      result.set(i, DoubleMath.softplus(x.data().get(i)));
    }
    return new Recording(new Tensor(result, x.shape()))
        .wrt(x, g -> g.times(Pointwise.apply(Op.SIGMOID, x)))
        .done();
  }

  static Tensor sqrt(Tensor x) {
    Tensor y = Pointwise.apply(Op.SQRT, x);
    return new Recording(y).wrt(x, g -> g.div(y.times(2))).done();
  }

  static Tensor abs(Tensor x) {
    return new Recording(Pointwise.apply(Op.ABS, x))
        .wrt(x, g -> Pointwise.apply(Op.ABS_BACK, g, x))
        .done();
  }

  static Tensor clip(Tensor x, double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "Tensor.clip: low is " + low + " and high is " + high + ", expected low <= high");
    }
    return new Recording(Pointwise.apply(Op.CLIP, low, high, x))
        .wrt(x, g -> Pointwise.apply(Op.CLIP_BACK, low, high, g, x))
        .done();
  }

  static Tensor dropout(Tensor x, double p, TorchRandom random) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Tensor.dropout: p is " + p + ", expected a probability in [0, 1]");
    }
    return x.times(mask(x, p, random));
  }

  /// Returns zero with probability `p` and `1 / (1 - p)` otherwise.
  private static Tensor mask(Tensor like, double p, TorchRandom random) {
    Data mask = like.data().zeros(like.numel());
    switch (mask) {
      case FloatData floats -> random.keepMask(floats.array(), p);
      case DoubleData doubles -> random.keepMask(doubles.array(), p);
    }
    return new Tensor(mask, like.shape());
  }
}
