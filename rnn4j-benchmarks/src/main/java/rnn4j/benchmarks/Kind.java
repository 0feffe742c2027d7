package rnn4j.benchmarks;

/// What is done with a layer.
public enum Kind {
  /// One step of a stream, the state being carried from step to step.
  STREAM,
  /// Forward over whole sequences.
  INFERENCE,
  /// Forward and backward with a gradient of ones, down to the input and all parameters.
  TRAINING
}
