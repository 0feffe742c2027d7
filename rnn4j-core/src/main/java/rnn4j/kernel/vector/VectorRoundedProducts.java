package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Sums of products with matrices that are stored in fewer bits, in the order of
/// [rnn4j.kernel.Kernels#multiply].
///
/// One or two rows are limited by how quickly the matrix is read, so that its elements are widened
/// on the way. For more rows a panel is widened once, and multiplied like any other.
final class VectorRoundedProducts {
  /// From this many rows on panels are widened first.
  private static final int MANY = 3;

  /// Rows of sums that are kept in whole vectors at a time, where a block does not fill its panels.
  private static final int ROWS = 12;

  private static final ThreadLocal<VectorRoundedProducts> OF_THREAD =
      ThreadLocal.withInitial(VectorRoundedProducts::new);

  private final Register[] left = new Register[1];
  private final Packed[] right = new Packed[1];
  private final VectorPlace from = new VectorPlace();
  private final VectorPlace to = new VectorPlace();
  private float[] scratch = new float[0];

  private VectorRoundedProducts() {}

  /// Writes the sums of one block; see [rnn4j.kernel.Kernels#multiply].
  static void multiply(
      int rows,
      Register[] a,
      Packed[] b,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates) {
    VectorRoundedProducts products = OF_THREAD.get();
    var shape = (VectorRounded) b[0];
    int units = shape.unitsOf(block);
    if (units == WIDTH) {
      int s0 = start.offset + block * WIDTH;
      int c0 = c.offset + block * WIDTH;
      products.multiplyPanels(
          shape.gates(),
          rows,
          0,
          a,
          b,
          block,
          start.floats(),
          s0,
          startGates,
          start.stride,
          c.floats(),
          c0,
          cGates,
          c.stride);
      return;
    }
    VectorPlace from = products.from;
    VectorPlace to = products.to;
    from.moveTo(start, startGates, block, units);
    to.moveTo(c, cGates, block, units);
    int panels = shape.panels(block);
    int vectors = shape.gates() * ((units + COUNT - 1) / COUNT);
    int stride = panels * WIDTH;
    float[] sums = products.scratch(ROWS * stride);
    for (int first = 0; first < rows; first += ROWS) {
      int some = Math.min(ROWS, rows - first);
      for (int v = 0; v < vectors; v++) {
        from.load(v, first, some, sums, v * COUNT, stride);
      }
      products.multiplyPanels(
          panels, some, first, a, b, block, sums, 0, WIDTH, stride, sums, 0, WIDTH, stride);
      for (int v = 0; v < vectors; v++) {
        to.store(v, first, some, sums, v * COUNT, stride);
      }
    }
  }

  private float[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new float[length];
    }
    return scratch;
  }

  /// Writes the sums of some rows and panels, the latter `sPanels` and `cPanels` apart.
  private void multiplyPanels(
      int panels,
      int rows,
      int row,
      Register[] a,
      Packed[] b,
      int block,
      float[] s,
      int s0,
      int sPanels,
      int sStride,
      float[] c,
      int c0,
      int cPanels,
      int cStride) {
    if (rows >= MANY) {
      for (int p = 0; p < panels; p++) {
        multiplyWidened(
            p, rows, row, a, b, block, s, s0 + p * sPanels, sStride, c, c0 + p * cPanels, cStride);
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      int from = s0 + r * sStride;
      int to = c0 + r * cStride;
      for (int p = 0; p < panels; p += 2) {
        multiplyRow(
            Math.min(2, panels - p),
            p,
            row + r,
            a,
            b,
            block,
            s,
            from + p * sPanels,
            sPanels,
            c,
            to + p * cPanels,
            cPanels);
      }
    }
  }

  /// Writes the sums of one row and one or two panels.
  private static void multiplyRow(
      int panels,
      int p,
      int row,
      Register[] a,
      Packed[] b,
      int block,
      float[] s,
      int s0,
      int sPanels,
      float[] c,
      int c0,
      int cPanels) {
    for (int t = 0; t < a.length; t++) {
      var matrix = (VectorRounded) b[t];
      int panel = matrix.firstPanel(block) + p;
      int aAt = a[t].offset + row * a[t].stride;
      float[] from = t == 0 ? s : c;
      int at = t == 0 ? s0 : c0;
      if (panels == 2) {
        int next = at + (t == 0 ? sPanels : cPanels);
        matrix.multiply(a[t].floats(), aAt, panel, from, at, next, c, c0, c0 + cPanels);
      } else {
        matrix.multiply(a[t].floats(), aAt, panel, from, at, c, c0);
      }
    }
  }

  private void multiplyWidened(
      int p,
      int rows,
      int row,
      Register[] a,
      Packed[] b,
      int block,
      float[] s,
      int s0,
      int sStride,
      float[] c,
      int c0,
      int cStride) {
    for (int t = 0; t < a.length; t++) {
      var matrix = (VectorRounded) b[t];
      left[0] = a[t];
      right[0] = matrix.expand(matrix.firstPanel(block) + p);
      float[] from = t == 0 ? s : c;
      int at = t == 0 ? s0 : c0;
      int stride = t == 0 ? sStride : cStride;
      VectorTiles.multiply(
          rows,
          left,
          row,
          right,
          0,
          0,
          from,
          at,
          at + COUNT,
          at + 2 * COUNT,
          at + 3 * COUNT,
          stride,
          c,
          c0,
          c0 + COUNT,
          c0 + 2 * COUNT,
          c0 + 3 * COUNT,
          cStride);
    }
  }
}
