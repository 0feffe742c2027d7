package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorOuterTiles.LEFT;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Register;
import rnn4j.kernel.SpareMemory;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.threads.Workers;

/// Sums of outer products, some rows at a time: these are copied to where tiles read them without
/// conflicts in the cache.
///
/// ```
/// left:  panels of 96 columns of all A side by side:  [panel][row][96]
/// right: one panel of four vectors of B at a time:    [row][4 vectors]
/// sums:  panels of four vectors, rows in tiles of six: [panel][row of all A][4 vectors]
/// ```
///
/// Whole tiles are computed everywhere. Where columns of `B` end within a vector, zeros follow in
/// the copy; rows of sums that belong to no `A` are filled with what happens to be there, and never
/// read.
final class VectorOuterProducts implements OuterProducts {
  /// Rows that are copied at a time. A panel of them on the right (24 KB with vectors of 512 bits)
  /// and those that a tile reads on the left (6 KB) stay in the nearest cache. With 128 it took 2 %
  /// longer, with 384 up to 8 %.
  private static final int CHUNK = 96;

  /// Sums that one tile has side by side.
  private static final int TILE = 6;

  /// See [VectorPacked].
  private static final int START = 12;

  private final int[] widths;

  /// Columns of all matrices on the left.
  private final int height;

  /// The same, in whole tiles.
  private final int padded;

  private final int columns;
  private final float[] sums;

  /// Copies of rows of the left and of the right.
  private float[] leftRows = {};

  private float[] rightRows = {};

  VectorOuterProducts(int[] widths, int columns) {
    this.widths = widths.clone();
    this.height = IntStream.of(widths).sum();
    this.padded = (height + TILE - 1) / TILE * TILE;
    this.columns = columns;
    this.sums = SpareMemory.floats(START + (columns + WIDTH - 1) / WIDTH * padded * WIDTH);
    Arrays.fill(sums, 0);
  }

  @Override
  public void add(int[] rows, Register[] left, Register right) {
    int chunks = (rows.length + CHUNK - 1) / CHUNK;
    makeRoom(Math.min(CHUNK, rows.length));
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = Workers.start(rows.length, chunks, chunk);
      int depth = Workers.start(rows.length, chunks, chunk + 1) - first;
      int column = 0;
      for (int i = 0; i < left.length; i++) {
        copyLeft(rows, first, depth, left[i], widths[i], leftRows, column);
        column += widths[i];
      }
      for (int j = 0; j < columns; j += WIDTH) {
        int count = Math.min(WIDTH, columns - j);
        copyRight(rows, first, depth, right, j, count, rightRows);
        add(leftRows, rightRows, depth, count, START + j * padded);
      }
    }
  }

  private void makeRoom(int rows) {
    int length = START + rows * WIDTH;
    if (rightRows.length < length) {
      leftRows = new float[(height + LEFT - 1) / LEFT * rows * LEFT];
      rightRows = new float[length];
    }
  }

  private static void copyLeft(
      int[] rows, int first, int depth, Register from, int width, float[] to, int column) {
    int end = column + width;
    for (int c = column; c < end; ) {
      int panel = c / LEFT * LEFT;
      int count = Math.min(end, panel + LEFT) - c;
      int source = from.offset + c - column;
      int target = panel * depth + c - panel;
      for (int k = 0; k < depth; k++) {
        VectorCopy.run(
            from.floats(), source + rows[first + k] * from.stride, to, target + k * LEFT, count);
      }
      c += count;
    }
  }

  private static void copyRight(
      int[] rows, int first, int depth, Register from, int column, int count, float[] to) {
    float[] b = from.floats();
    int source = from.offset + column;
    for (int k = 0; k < depth; k++) {
      int p = source + rows[first + k] * from.stride;
      int q = START + k * WIDTH;
      if (count == WIDTH) {
        // Copying by System.arraycopy took 3 % of all, since few of its calls are under way at
        // once.
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + COUNT);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * COUNT);
        FloatVector b3 = FloatVector.fromArray(SPECIES, b, p + 3 * COUNT);
        b0.intoArray(to, q);
        b1.intoArray(to, q + COUNT);
        b2.intoArray(to, q + 2 * COUNT);
        b3.intoArray(to, q + 3 * COUNT);
      } else {
        System.arraycopy(b, p, to, q, count);
        Arrays.fill(to, q + count, q + WIDTH, 0);
      }
    }
  }

  /// Adds products to one panel of sums.
  private void add(float[] a, float[] b, int depth, int count, int panel) {
    for (int i = 0; i < height; i += TILE) {
      int from = i / LEFT * LEFT * depth + i % LEFT;
      int at = panel + i * WIDTH;
      if (i == height - 1) {
        VectorOuterTiles.oneByFour(a, from, b, START, depth, sums, at);
      } else if (count <= 2 * COUNT) {
        VectorOuterTiles.sixByTwo(a, from, 1, b, START, depth, sums, at);
      } else if (Lanes.MANY_REGISTERS) {
        VectorOuterTiles.sixByFour(a, from, b, START, depth, sums, at);
      } else {
        int half = 2 * COUNT;
        VectorOuterTiles.sixByTwo(a, from, 1, b, START, depth, sums, at);
        VectorOuterTiles.sixByTwo(a, from, 1, b, START + half, depth, sums, at + half);
      }
    }
  }

  @Override
  public void release() {
    SpareMemory.give(new FloatData(sums));
  }

  @Override
  public void addTo(
      int operand, int from, int count, Data target, int offset, int rowStride, int columnStride) {
    float[] to = ((FloatData) target).array();
    int first = IntStream.range(0, operand).map(i -> widths[i]).sum();
    for (int q = 0; q < count; ) {
      int column = (from + q) % WIDTH;
      int some = Math.min(count - q, WIDTH - column);
      int at = START + (from + q - column) * padded + first * WIDTH + column;
      addTo(widths[operand], some, at, to, offset + q * columnStride, rowStride, columnStride);
      q += some;
    }
  }

  /// Adds a part of one panel of sums.
  private void addTo(
      int rows, int count, int from, float[] to, int offset, int rowStride, int columnStride) {
    int q = 0;
    if (rowStride == 1) {
      for (; q + PanelTurn.ROWS <= count; q += PanelTurn.ROWS) {
        PanelTurn.addToRows(rows, sums, from + q, to, offset + q * columnStride, columnStride);
      }
    }
    for (int p = 0; p < rows; p++) {
      for (int c = q; c < count; c++) {
        to[offset + p * rowStride + c * columnStride] += sums[from + p * WIDTH + c];
      }
    }
  }
}
