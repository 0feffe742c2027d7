package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// What a loss makes of the losses of single elements.
public enum Reduction {
  /// Leaves them as they are.
  NONE {
    @Override
    Tensor apply(Tensor losses) {
      return losses;
    }
  },
  /// Their mean: PyTorch's default.
  MEAN {
    @Override
    Tensor apply(Tensor losses) {
      return losses.mean();
    }
  },
  /// Their sum.
  SUM {
    @Override
    Tensor apply(Tensor losses) {
      return losses.sum();
    }
  };

  abstract Tensor apply(Tensor losses);
}
