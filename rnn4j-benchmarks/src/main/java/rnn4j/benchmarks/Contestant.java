package rnn4j.benchmarks;

import org.jspecify.annotations.Nullable;

/// A library that takes part: a class with a constructor without parameters, made in a JVM of its
/// own.
public interface Contestant {

  /// Makes a layer ready to run; null if the library does not have this case.
  ///
  /// @param threads how many it may use
  @Nullable Work prepare(Case shape, int threads) throws Exception;

  /// Returns for how many seconds at least the first work of each kind is warmed up.
  default double firstWarmUp() {
    return 0.8;
  }

  /// A layer and its input.
  interface Work extends AutoCloseable {

    /// Does once what is timed: one step, one forward pass, or one forward and backward pass.
    void run() throws Exception;

    /// Returns what all contestants must agree on, from a state of zeros: the outputs of all steps
    /// in any order; of a stream, the hidden state after three steps with the same input; after
    /// training, the gradient of the input behind the outputs.
    float[] results() throws Exception;

    @Override
    default void close() {}
  }
}
