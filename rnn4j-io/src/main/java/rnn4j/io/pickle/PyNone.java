package rnn4j.io.pickle;

/// Python's `None`.
public enum PyNone {
  /// The only one.
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
