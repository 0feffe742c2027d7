package rnn4j.io;

import java.io.IOException;

/// Thrown where a file of weights is not as its format demands, or does not have the tensor asked
/// for. The message says which file and tensor, what was found and what was expected.
public final class WeightFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Creates an exception.
  public WeightFormatException(String message) {
    super(message);
  }
}
