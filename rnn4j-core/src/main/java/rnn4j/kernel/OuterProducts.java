package rnn4j.kernel;

/// Sums of the outer products of rows, `S_i[p][q] += A_i[r][p] * B[r][q]` over rows `r`, for some
/// matrices `A_i` and one `B`. Where `A_i` is what weights were multiplied with and `B` the
/// gradient of the sums that came of it, `S_i` is the gradient of the weights, transposed; where
/// `A_i` is a column of ones, it is that of a bias.
///
/// The kernels that made them hold these sums in an order of their own. They belong to one thread
/// at a time.
public interface OuterProducts {

  /// Adds the products of the listed rows, in the listed order.
  ///
  /// @param left the matrices `A_i`
  /// @param right the matrix `B`
  void add(int[] rows, Register[] left, Register right);

  /// Adds sums to elements of a matrix: `S_i[p][from + q]` to element `offset + p * rowStride + q *
  /// columnStride`, for all `p` and for `q` from zero to `count - 1`.
  ///
  /// @param operand the number `i`
  void addTo(
      int operand, int from, int count, Data target, int offset, int rowStride, int columnStride);

  /// Gives the memory of the sums to others. Nobody may add to them or read them any more.
  default void release() {}
}
