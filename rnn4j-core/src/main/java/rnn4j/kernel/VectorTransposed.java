package rnn4j.kernel;

import static rnn4j.kernel.VectorPacked.WIDTH;

/// The product of a transposed matrix with another, as the gradient of a weight is: some rows at a
/// time are copied to where an ordinary product reads them.
final class VectorTransposed {
  /// Rows that are copied at a time; a panel of them fits the nearest cache.
  private static final int CHUNK = 128;

  /// Not a power of two: rows of the copy would compete for the same lines of the cache.
  private static final int STRIDE = CHUNK + 16;

  private VectorTransposed() {}

  /// Adds `A^T * B` to `C`; see [Kernels#multiplyTransposed].
  static void multiply(
      int[] rows,
      int m,
      float[] a,
      int aAt,
      int aStride,
      int columns,
      float[] b,
      int bAt,
      int bStride,
      Data c,
      int cAt,
      int cStride) {
    float[] transposed = new float[m * STRIDE];
    Register[] left = {new Register(new FloatData(transposed), 0, STRIDE)};
    var sums = new Register(c, cAt, cStride);
    VectorPacked[] panel = {new VectorPacked(CHUNK, 1, WIDTH)};
    VectorPacked[] lastPanel = {new VectorPacked(CHUNK, 1, columns % WIDTH)};
    for (int first = 0; first < rows.length; first += CHUNK) {
      int depth = Math.min(CHUNK, rows.length - first);
      if (depth < CHUNK) {
        panel[0] = new VectorPacked(depth, 1, WIDTH);
        lastPanel[0] = new VectorPacked(depth, 1, columns % WIDTH);
      }
      transpose(rows, first, depth, m, a, aAt, aStride, transposed);
      for (int j = 0; j < columns; j += WIDTH) {
        VectorPacked[] some = columns - j < WIDTH ? lastPanel : panel;
        some[0].fillRows(b, bAt + j, bStride, rows, first);
        sums.moveTo(cAt + j);
        VectorKernels.INSTANCE.multiply(m, left, some, 0, sums, 0, sums, 0);
      }
    }
  }

  /// Copies elements of rows `first .. first + depth - 1` of the list, so that those of one column
  /// come to lie side by side.
  private static void transpose(
      int[] rows, int first, int depth, int m, float[] a, int aAt, int aStride, float[] to) {
    int k = 0;
    for (; k + 4 <= depth; k += 4) {
      int k0 = aAt + rows[first + k] * aStride;
      int k1 = aAt + rows[first + k + 1] * aStride;
      int k2 = aAt + rows[first + k + 2] * aStride;
      int k3 = aAt + rows[first + k + 3] * aStride;
      for (int i = 0; i < m; i++) {
        int at = i * STRIDE + k;
        to[at] = a[k0 + i];
        to[at + 1] = a[k1 + i];
        to[at + 2] = a[k2 + i];
        to[at + 3] = a[k3 + i];
      }
    }
    for (; k < depth; k++) {
      int from = aAt + rows[first + k] * aStride;
      for (int i = 0; i < m; i++) {
        to[i * STRIDE + k] = a[from + i];
      }
    }
  }
}
