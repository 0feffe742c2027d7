package rnn4j.kernel;

/// The inner loops of the library, for one element type.
///
/// Kernels are stateless and thread-safe. They trust their caller: shapes are checked once, at the
/// public door, and never here.
///
/// Every element of a product is summed by **one accumulator in ascending order of the summed
/// index, one fused multiply-add a term**, starting from the value that is already there. So a
/// result never depends on how many rows are computed together, on how the work is divided into
/// blocks or among threads, or on whether the loops were vectorised. All implementations for one
/// element type give the same bits.
public interface Kernels {

  /// Returns how many of `units` columns one block of a product covers. A step is computed block by
  /// block, so that what it works on stays in the nearest cache.
  int blockWidth(int units);

  /// Returns into how many blocks `units` columns are divided.
  default int blocks(int units) {
    return units == 0 ? 0 : (units + blockWidth(units) - 1) / blockWidth(units);
  }

  /// Copies a matrix into the order in which [#multiply] reads it. The matrix has `depth` rows (the
  /// summed index `k`) and `gates * units` columns; element `(k, g, j)` is read at `offset + k *
  /// depthStride + g * gateStride + j * unitStride`.
  Packed pack(
      Data source,
      int offset,
      int depth,
      int gates,
      int units,
      int depthStride,
      int gateStride,
      int unitStride);

  /// Adds the product `A * B` to `C` for one block of columns.
  ///
  /// @param rows rows of `A` and `C`
  /// @param a `(rows, depth)`, row `r` starts at `aOffset + r * aStride`; must not overlap `c`
  /// @param b `(depth, gates * units)`, packed by these kernels
  /// @param block which block of units, from zero; see [#blockWidth]
  /// @param c read and written; row `r`, gate `g`, unit `j` lies at `cOffset + r * cStride + g *
  ///   cGateStride + j`, where `j` counts from the first unit of the matrix
  void multiply(
      int rows,
      Data a,
      int aOffset,
      int aStride,
      Packed b,
      int block,
      Data c,
      int cOffset,
      int cStride,
      int cGateStride);

  /// Adds the product `A^T * B` to columns `[from, to)` of `C`, summed over the listed rows in the
  /// listed order. This is the gradient of a weight.
  ///
  /// @param rows which rows of `A` and `B` are summed, in this order
  /// @param a row `r` has `m` elements from `aOffset + r * aStride`
  /// @param b row `r` has its column 0 at `bOffset + r * bStride`
  /// @param c `(m, ...)`, row `i` has its column 0 at `cOffset + i * cStride`
  void multiplyTransposed(
      int[] rows,
      int m,
      Data a,
      int aOffset,
      int aStride,
      int from,
      int to,
      Data b,
      int bOffset,
      int bStride,
      Data c,
      int cOffset,
      int cStride);

  /// Normalises rows: `d = (x - mean(x)) * scale` with `scale = 1 / sqrt(var(x) + eps)`.
  ///
  /// @param width elements of a row
  /// @param scale written too, one element a row
  void normalize(int rows, int width, double eps, Register d, Register x, Register scale);

  /// Adds the gradient of [#normalize]: `target += scale * (g - mean(g) - y * mean(g * y))`.
  ///
  /// @param y what `normalize` wrote
  void addNormalizeGradient(
      int rows, int width, Register target, Register g, Register y, Register scale);

  /// Applies a pointwise operation to `lanes` elements of each of `rows` rows: `d = op(x, y, z)`.
  /// Operands that the operation does not take are ignored. The target may be one of the operands,
  /// at the same place; it must not overlap them otherwise.
  ///
  /// @param alpha first constant of the operation, see [Op]
  /// @param beta second constant of the operation
  void apply(
      Op op,
      double alpha,
      double beta,
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z);
}
