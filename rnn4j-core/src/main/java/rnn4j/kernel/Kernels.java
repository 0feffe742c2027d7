package rnn4j.kernel;

import java.util.List;

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

  /// Does now what would otherwise be done while the kernels are in use, so that they are at their
  /// quickest sooner.
  default void prepare() {}

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

  /// Copies a matrix, rounded to a format; else like the other method of this name. Kernels for
  /// single precision on vectors store it in that format, others as it was rounded.
  default Packed pack(
      WeightFormat format,
      Data source,
      int offset,
      int depth,
      int gates,
      int units,
      int depthStride,
      int gateStride,
      int unitStride) {
    if (format == WeightFormat.FULL) {
      return pack(source, offset, depth, gates, units, depthStride, gateStride, unitStride);
    }
    var columns = new Column(source, offset, depth, depthStride, gateStride, unitStride);
    Data rounded = source.zeros(gates * units * depth);
    for (int g = 0; g < gates; g++) {
      for (int j = 0; j < units; j++) {
        float[] column = columns.read(g, j, format);
        for (int k = 0; k < depth; k++) {
          rounded.set((g * units + j) * depth + k, column[k]);
        }
      }
    }
    return pack(rounded, 0, depth, gates, units, 1, units * depth, depth);
  }

  /// Writes sums of products, `C = S + A_0 * B_0 + A_1 * B_1 + ...`, for one block of columns. All
  /// terms of one product come before those of the next.
  ///
  /// @param rows rows of `C`, `S` and every `A`
  /// @param a `(rows, b[i].depth())`, must not overlap `C`
  /// @param b `(depth, gates * units)`, packed by these kernels, all with the same gates and units
  ///   and in the same format
  /// @param block which block of units, from zero; see [#blockWidth]
  /// @param start what sums start from: often a bias, repeated, or `c` itself; must not overlap it
  ///   otherwise. Row `r`, gate `g`, unit `j` lies at `offset + r * stride + g * startGates + j`,
  ///   where `j` counts from the first unit of the matrix
  /// @param c written; laid out likewise
  void multiply(
      int rows,
      Register[] a,
      Packed[] b,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates);

  /// Returns what writes one row of several sums of products that have the same factors, as
  /// [#multiply] does one after another. Taken together more sums are under way at a time.
  ///
  /// @param a the factors of all of them, where they lie whenever it is run
  /// @param sums which neither overlap each other nor the factors
  default RowProducts rowProducts(Register[] a, List<RowProducts.Sums> sums) {
    return back -> {
      for (int i = 0; i < sums.size(); i++) {
        RowProducts.Sums some = sums.get(i);
        for (int block = some.from(); block < some.to(); block++) {
          some.multiply(this, a, block);
        }
      }
    };
  }

  /// Starts sums of zero; see [OuterProducts].
  ///
  /// @param widths columns of each matrix on the left
  /// @param columns of the matrix on the right, at least one
  OuterProducts outerProducts(int[] widths, int columns);

  /// Adds products of rows, element by element, each rounded before it is added: `sums += x * y`.
  ///
  /// @param rows which rows of `x` and `y`, added in this order
  /// @param lanes elements of a row
  /// @param sums one row
  void addProducts(int[] rows, int lanes, Register sums, Register x, Register y);

  /// Normalises rows: `d = (x - mean(x)) * scale` with `scale = 1 / sqrt(var(x) + eps)`.
  ///
  /// @param width elements of a row
  /// @param scale written too, one element a row
  void normalize(int rows, int width, double eps, Register d, Register x, Register scale);

  /// Adds the gradient of [#normalize]: `target = start + scale * (g - mean(g) - y * mean(g * y))`.
  ///
  /// @param start often `target` itself; must not overlap it otherwise
  /// @param y what `normalize` wrote
  void addNormalizeGradient(
      int rows, int width, Register start, Register target, Register g, Register y, Register scale);

  /// Applies a pointwise operation to `lanes` elements of each of `rows` rows: `d = op(x, y, z)`.
  /// Operands that the operation does not take do not matter, but must be there. The target may be
  /// one of the operands, at the same place; it must not overlap them otherwise.
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

  /// Returns what runs a list of pointwise operations: [#apply], one after another, or something
  /// quicker with the same bits.
  default PointwiseLoops pointwise(PointwiseList list) {
    return new InterpretedLoops(this, list);
  }
}
