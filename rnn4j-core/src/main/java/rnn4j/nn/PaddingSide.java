package rnn4j.nn;

/// Where padding goes.
public enum PaddingSide {
  /// Before the sequence.
  LEFT,
  /// After the sequence.
  RIGHT
}
