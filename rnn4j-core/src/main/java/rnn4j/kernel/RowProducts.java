package rnn4j.kernel;

/// Several sums of products of one row with the same factors, bound to memory; see
/// [Kernels#rowProducts].
public interface RowProducts {

  /// One of the sums. Those of gate `g` lie `g * units` elements behind those of the first.
  ///
  /// @param weights a matrix for each factor, all with the same gates and units, and in the same
  ///   format
  /// @param start what the sums start from: often a bias, or `sums` itself
  /// @param sums written
  /// @param from the first block of units that is wanted
  /// @param to the block after the last one
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sums(Packed[] weights, Register start, Register sums, int from, int to) {

    /// Writes one block, by itself.
    public void multiply(Kernels kernels, Register[] a, int block) {
      int units = weights[0].units();
      kernels.multiply(1, a, weights, block, start, units, sums, units);
    }
  }

  /// Writes all sums.
  ///
  /// @param back whether those come first that would otherwise come last
  void run(boolean back);
}
