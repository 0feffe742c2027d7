package rnn4j.tensor;

/// Thrown where a tensor has another shape than the operation takes. The message says where, what
/// was found and what was expected.
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// Creates an exception.
  public ShapeException(String message) {
    super(message);
  }
}
