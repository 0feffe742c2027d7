package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.Lanes.SPECIES;
import static rnn4j.kernel.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Products with a last block that has fewer units than a panel. Its vectors are taken four at a
/// time across gates; where one of them is not full, sums are kept in a scratch array of whole
/// vectors meanwhile.
final class VectorRemainder {
  /// Rows that are worked on together in the scratch array: two tiles.
  private static final int ROWS = 12;

  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[ROWS * WIDTH]);

  private final VectorPacked b;
  private final int units;
  private final int perGate;
  private final float[] c;
  private final int cAt;
  private final int cStride;
  private final int gateStride;

  private VectorRemainder(
      VectorPacked b, int block, float[] c, int cAt, int cStride, int gateStride) {
    this.b = b;
    this.units = b.unitsOf(block);
    this.perGate = (units + COUNT - 1) / COUNT;
    this.c = c;
    this.cAt = cAt;
    this.cStride = cStride;
    this.gateStride = gateStride;
  }

  /// Adds `A * B` to `C` for one block.
  ///
  /// @param cAt where the block's first unit of the first gate lies in the first row
  static void multiply(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      VectorPacked b,
      int block,
      float[] c,
      int cAt,
      int cStride,
      int gateStride) {
    var target = new VectorRemainder(b, block, c, cAt, cStride, gateStride);
    int at = b.offset(block);
    int vectors = b.gates() * target.perGate;
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      target.multiply(4, v, rows, a, aAt, aStride, at);
      at += WIDTH * b.depth();
    }
    for (; v < vectors; v++) {
      target.multiply(1, v, rows, a, aAt, aStride, at);
      at += COUNT * b.depth();
    }
  }

  /// Adds the product with vectors `v .. v + count - 1`, one panel or one single vector.
  private void multiply(int count, int v, int rows, float[] a, int aAt, int aStride, int bAt) {
    boolean full = true;
    for (int i = 0; i < count; i++) {
      full &= lanes(v + i) == COUNT;
    }
    if (full && count == 4) {
      tiles(rows, a, aAt, aStride, bAt, c, at(v), at(v + 1), at(v + 2), at(v + 3), cStride);
    } else if (full) {
      VectorColumn.multiply(rows, b.depth(), a, aAt, aStride, b.elements, bAt, c, at(v), cStride);
    } else {
      multiplyInScratch(count, v, rows, a, aAt, aStride, bAt);
    }
  }

  private void multiplyInScratch(
      int count, int v, int rows, float[] a, int aAt, int aStride, int bAt) {
    float[] sums = SCRATCH.get();
    int stride = count * COUNT;
    for (int first = 0; first < rows; first += ROWS) {
      int some = Math.min(ROWS, rows - first);
      for (int i = 0; i < count; i++) {
        load(some, at(v + i) + first * cStride, lanes(v + i), sums, i * COUNT, stride);
      }
      int from = aAt + first * aStride;
      if (count == 4) {
        tiles(some, a, from, aStride, bAt, sums, 0, COUNT, 2 * COUNT, 3 * COUNT, stride);
      } else {
        VectorColumn.multiply(some, b.depth(), a, from, aStride, b.elements, bAt, sums, 0, stride);
      }
      for (int i = 0; i < count; i++) {
        store(some, at(v + i) + first * cStride, lanes(v + i), sums, i * COUNT, stride);
      }
    }
  }

  private void tiles(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      int bAt,
      float[] to,
      int c0,
      int c1,
      int c2,
      int c3,
      int stride) {
    VectorTiles.multiply(
        rows, b.depth(), a, aAt, aStride, b.elements, bAt, to, c0, c1, c2, c3, stride);
  }

  private void load(int rows, int at, int lanes, float[] sums, int to, int stride) {
    for (int r = 0; r < rows; r++) {
      if (lanes == COUNT) {
        FloatVector.fromArray(SPECIES, c, at + r * cStride).intoArray(sums, to + r * stride);
      } else {
        Lanes.load(c, at + r * cStride, lanes).intoArray(sums, to + r * stride);
      }
    }
  }

  private void store(int rows, int at, int lanes, float[] sums, int from, int stride) {
    for (int r = 0; r < rows; r++) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, from + r * stride);
      if (lanes == COUNT) {
        sum.intoArray(c, at + r * cStride);
      } else {
        Lanes.store(sum, c, at + r * cStride, lanes);
      }
    }
  }

  /// Returns where vector `v` lies in the first row of `C`.
  private int at(int v) {
    return cAt + v / perGate * gateStride + v % perGate * COUNT;
  }

  /// Returns how many lanes of vector `v` are units.
  private int lanes(int v) {
    return Math.min(COUNT, units - v % perGate * COUNT);
  }
}
