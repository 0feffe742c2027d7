package rnn4j.io.keras;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import rnn4j.cell.Value;

/// A function of a Keras layer, by the name it has there.
public enum KerasActivation implements UnaryOperator<Value> {
  /// The value itself.
  LINEAR {
    @Override
    public Value apply(Value x) {
      return x;
    }
  },
  /// The hyperbolic tangent.
  TANH {
    @Override
    public Value apply(Value x) {
      return x.tanh();
    }
  },
  /// `1 / (1 + e^-x)`.
  SIGMOID {
    @Override
    public Value apply(Value x) {
      return x.sigmoid();
    }
  },
  /// `x / 6 + 0.5`, limited to `[0, 1]`, as Keras 3 has it.
  HARD_SIGMOID {
    @Override
    public Value apply(Value x) {
      return x.hardSigmoid(1 / 6.0, 0.5);
    }
  },
  /// `0.2 x + 0.5`, limited to `[0, 1]`: what Keras calls `hard_sigmoid` before version 3.
  HARD_SIGMOID_2 {
    @Override
    public Value apply(Value x) {
      return x.hardSigmoid(0.2, 0.5);
    }
  },
  /// `x` limited to `[-1, 1]`.
  HARD_TANH {
    @Override
    public Value apply(Value x) {
      return x.clip(-1, 1);
    }
  },
  /// `max(x, 0)`.
  RELU {
    @Override
    public Value apply(Value x) {
      return x.relu();
    }
  },
  /// `x` limited to `[0, 6]`.
  RELU6 {
    @Override
    public Value apply(Value x) {
      return x.clip(0, 6);
    }
  },
  /// `x` where it is positive, otherwise `0.2 x`.
  LEAKY_RELU {
    @Override
    public Value apply(Value x) {
      return x.leakyRelu(0.2);
    }
  },
  /// `x` where it is positive, otherwise `e^x - 1`.
  ELU {
    @Override
    public Value apply(Value x) {
      return x.elu(1);
    }
  },
  /// [#ELU] with the constants of Klambauer et al. 2017, arXiv:1706.02515.
  SELU {
    @Override
    public Value apply(Value x) {
      return x.elu(1.6732632423543772).times(1.0507009873554805);
    }
  },
  /// `ln(1 + e^x)`.
  SOFTPLUS {
    @Override
    public Value apply(Value x) {
      return x.softplus();
    }
  },
  /// `x / (1 + |x|)`.
  SOFTSIGN {
    @Override
    public Value apply(Value x) {
      return x.softsign();
    }
  },
  /// `e^x`.
  EXPONENTIAL {
    @Override
    public Value apply(Value x) {
      return x.exp();
    }
  },
  /// `x / (1 + e^-x)`.
  SILU {
    @Override
    public Value apply(Value x) {
      return x.times(x.sigmoid());
    }
  };

  /// Returns the function of a name.
  ///
  /// @param version of Keras, its first number
  static Optional<KerasActivation> of(String name, int version) {
    if (name.equals("hard_sigmoid") && version < 3) {
      return Optional.of(HARD_SIGMOID_2);
    }
    if (name.equals("swish")) {
      return Optional.of(SILU);
    }
    for (KerasActivation activation : values()) {
      if (activation != HARD_SIGMOID_2 && activation.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(activation);
      }
    }
    return Optional.empty();
  }

  /// Returns the name that Keras has.
  @Override
  public String toString() {
    return this == HARD_SIGMOID_2 ? "hard_sigmoid" : name().toLowerCase(Locale.ROOT);
  }
}
