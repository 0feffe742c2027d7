package rnn4j.kernel;

/// A matrix in the order in which the kernels that packed it read it.
public interface Packed {

  /// Returns the number of rows: the length of the summed index.
  int depth();

  /// Returns the number of matrices that lie side by side.
  int gates();

  /// Returns the columns of each of these matrices.
  int units();

  /// Gives its memory to others. Nobody may multiply by it any more.
  default void release() {}
}
