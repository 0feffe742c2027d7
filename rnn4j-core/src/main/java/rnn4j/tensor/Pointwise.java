package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// Applies a kernel operation to whole tensors of one shape. Nothing here is recorded.
final class Pointwise {
  private Pointwise() {}

  static Tensor apply(Op op, Tensor x) {
    return apply(op, 0, 0, x);
  }

  static Tensor apply(Op op, double alpha, double beta, Tensor x) {
    return apply(op, alpha, beta, x, x);
  }

  static Tensor apply(Op op, Tensor x, Tensor y) {
    return apply(op, 0, 0, x, y);
  }

  static Tensor apply(Op op, double alpha, double beta, Tensor x, Tensor y) {
    Data result = x.data().zeros(x.numel());
    var first = new Register(x.data(), 0, 0);
    var second = new Register(y.data(), 0, 0);
    ChosenKernels.of(result)
        .apply(op, alpha, beta, 1, x.numel(), new Register(result, 0, 0), first, second, first);
    return new Tensor(result, x.shape());
  }
}
