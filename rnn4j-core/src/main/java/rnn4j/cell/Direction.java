package rnn4j.cell;

/// In which direction over time a layer runs.
public enum Direction {
  /// From the first step to the last.
  FORWARD,
  /// From the last step to the first.
  BACKWARD
}
