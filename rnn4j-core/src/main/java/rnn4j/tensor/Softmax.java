package rnn4j.tensor;

import rnn4j.kernel.Data;

/// Probabilities from scores. The largest score is subtracted first, so that nothing overflows.
final class Softmax {
  private Softmax() {}

  static Tensor softmax(Tensor x, int dim) {
    Tensor y = Gradients.off(() -> logSoftmax(x, dim).exp());
    return new Recording(y).wrt(x, g -> y.times(g.minus(sumAlong(g.times(y), dim)))).done();
  }

  static Tensor logSoftmax(Tensor x, int dim) {
    Tensor y =
        Gradients.off(() -> {
          Tensor shifted = x.minus(maxAlong(x, dim));
          return shifted.minus(sumAlong(shifted.exp(), dim).log());
        });
    return new Recording(y).wrt(x, g -> g.minus(y.exp().times(sumAlong(g, dim)))).done();
  }

  private static Tensor sumAlong(Tensor x, int dim) {
    return x.sum(dim).unsqueeze(x.shape().dimension(dim));
  }

  private static Tensor maxAlong(Tensor x, int dim) {
    int d = x.shape().dimension(dim);
    int stride = x.shape().stride(d);
    int size = x.size(d);
    Shape shape = x.shape().with(d, 1);
    Data result = x.data().zeros(shape.numel());
    for (int i = 0; i < shape.numel(); i++) {
      int at = i / stride * stride * size + i % stride;
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < size; k++) {
        max = Math.max(max, x.data().get(at + k * stride));
      }
      result.set(i, max);
    }
    return new Tensor(result, shape);
  }
}
