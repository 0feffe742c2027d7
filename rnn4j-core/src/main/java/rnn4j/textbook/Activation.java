package rnn4j.textbook;

import rnn4j.tensor.Tensor;

/// The function phi of a layer of a [DeepRnn].
public enum Activation {
  /// The hyperbolic tangent.
  TANH {
    @Override
    public Tensor apply(Tensor x) {
      return x.tanh();
    }
  },
  /// `max(x, 0)`
  RELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.relu();
    }
  },
  /// `1 / (1 + e^-x)`
  SIGMOID {
    @Override
    public Tensor apply(Tensor x) {
      return x.sigmoid();
    }
  },
  /// `x`
  IDENTITY {
    @Override
    public Tensor apply(Tensor x) {
      return x;
    }
  };

  /// Returns the function's value for each element.
  public abstract Tensor apply(Tensor x);
}
