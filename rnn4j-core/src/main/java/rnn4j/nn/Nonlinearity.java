package rnn4j.nn;

import java.util.Locale;

/// The function that an [Rnn] applies to its sums.
public enum Nonlinearity {
  /// The hyperbolic tangent.
  TANH,
  /// `max(x, 0)`.
  RELU;

  /// Returns PyTorch's name, such as `tanh`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
