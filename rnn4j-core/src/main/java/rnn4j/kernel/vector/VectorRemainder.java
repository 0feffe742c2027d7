package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Sums of products with a last block that has fewer units than a panel. Its vectors are taken four
/// at a time across gates; where one of them is not full, sums are kept in a scratch array of whole
/// vectors meanwhile.
final class VectorRemainder {
  /// Rows that are worked on together in the scratch array: two tiles.
  private static final int ROWS = 12;

  /// One for each thread, so that a step allocates nothing.
  private static final ThreadLocal<VectorRemainder> OF_THREAD =
      ThreadLocal.withInitial(VectorRemainder::new);

  private final float[] scratch = new float[ROWS * WIDTH];
  private final VectorPlace start = new VectorPlace();
  private final VectorPlace sums = new VectorPlace();
  private Register[] a = {};
  private Packed[] b = {};
  private int block;

  private VectorRemainder() {}

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
    var shape = (VectorPacked) b[0];
    int units = shape.unitsOf(block);
    VectorRemainder products = OF_THREAD.get();
    products.a = a;
    products.b = b;
    products.block = block;
    products.start.moveTo(start, startGates, block, units);
    products.sums.moveTo(c, cGates, block, units);
    int vectors = shape.gates() * ((units + COUNT - 1) / COUNT);
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      products.multiply(4, v, rows);
    }
    for (; rows == 1 && v + 2 <= vectors; v += 2) {
      products.multiply(2, v, rows);
    }
    for (; v < vectors; v++) {
      products.multiply(1, v, rows);
    }
  }

  /// Writes vectors `v .. v + count - 1`: one panel, two single vectors of one row, or one single
  /// vector.
  private void multiply(int count, int v, int rows) {
    boolean full = true;
    for (int i = 0; i < count; i++) {
      full &= sums.lanes(v + i) == COUNT;
    }
    if (!full) {
      multiplyInScratch(count, v, rows);
    } else if (count == 4) {
      VectorTiles.multiply(
          rows,
          a,
          0,
          b,
          block,
          v,
          start.array,
          start.at(v),
          start.at(v + 1),
          start.at(v + 2),
          start.at(v + 3),
          start.stride,
          sums.array,
          sums.at(v),
          sums.at(v + 1),
          sums.at(v + 2),
          sums.at(v + 3),
          sums.stride);
    } else if (count == 2) {
      VectorColumn.rowOfTwo(
          a,
          0,
          b,
          block,
          v,
          start.array,
          start.at(v),
          start.at(v + 1),
          sums.array,
          sums.at(v),
          sums.at(v + 1));
    } else {
      VectorColumn.multiply(
          rows,
          a,
          0,
          b,
          block,
          v,
          start.array,
          start.at(v),
          start.stride,
          sums.array,
          sums.at(v),
          sums.stride);
    }
  }

  private void multiplyInScratch(int count, int v, int rows) {
    int stride = count * COUNT;
    for (int first = 0; first < rows; first += ROWS) {
      int some = Math.min(ROWS, rows - first);
      for (int i = 0; i < count; i++) {
        start.load(v + i, first, some, scratch, i * COUNT, stride);
      }
      if (count == 4) {
        VectorTiles.multiply(
            some, a, first, b, block, v, scratch, 0, COUNT, 2 * COUNT, 3 * COUNT, stride, scratch,
            0, COUNT, 2 * COUNT, 3 * COUNT, stride);
      } else if (count == 2) {
        VectorColumn.rowOfTwo(a, first, b, block, v, scratch, 0, COUNT, scratch, 0, COUNT);
      } else {
        VectorColumn.multiply(some, a, first, b, block, v, scratch, 0, stride, scratch, 0, stride);
      }
      for (int i = 0; i < count; i++) {
        sums.store(v + i, first, some, scratch, i * COUNT, stride);
      }
    }
  }
}
