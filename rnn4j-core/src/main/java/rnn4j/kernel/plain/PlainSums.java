package rnn4j.kernel.plain;

/// Sums of products in single precision, in plain Java that the JIT compiler vectorises.
public final class PlainSums {
  /*
   * The compiler vectorises a loop only if all arrays are read and written at the same index, which
   * starts at zero, if all that is read of the sums is read before the first of them is written, and
   * if the loop is short: twelve k of one row, or six of four rows, are too many. So a matrix has
   * one array for each k, and each row of sums is an array of its own.
   *
   * Four k of four rows need 8 vectors to be read and 4 to be written for 16 multiply-adds, eight k
   * of one row 9 and 1 for 8: 32 rows of 512 columns took 60 microseconds in place of 107.
   */

  /// Rows and summed indices of a tile.
  static final int TILE = 4;

  /// Summed indices that are chained for a single row.
  private static final int CHAIN = 8;

  /// Elements of a line of the cache.
  private static final int LINE = 16;

  /// How many of them an array's header takes.
  private static final int HEADER = 4;

  private PlainSums() {}

  /// Returns zeros, in rows that have a few elements more than `columns`: each is whole lines of
  /// the cache long with its header, so that rows that lie one after another are aligned to each
  /// other. A loop begins where it is aligned to its sums, and what it reads beside them then is
  /// so, too: with 512 columns it gained a sixth.
  public static float[][] rows(int count, int columns) {
    int lines = (columns + HEADER + LINE - 1) / LINE;
    return new float[count][lines * LINE - HEADER];
  }

  /// Adds products of some rows of `a` with `b` to rows of sums.
  ///
  /// @param a row `r` begins at `aOffset + r * aStride`
  /// @param b `(depth, columns)`, as [#rows] makes it; so are the sums
  static void accumulate(
      int rows, float[] a, int aOffset, int aStride, float[][] b, int depth, float[][] sums) {
    int tiled = rows / TILE * TILE;
    // All rows take their turn before the next k: what these read of `b` stays in the nearest
    // cache.
    int k = 0;
    for (; k + TILE <= depth; k += TILE) {
      for (int r = 0; r < tiled; r += TILE) {
        addTile(a, aOffset + r * aStride + k, aStride, b, k, sums, r);
      }
    }
    for (; k < depth; k++) {
      for (int r = 0; r < tiled; r++) {
        addOne(a[aOffset + r * aStride + k], b[k], sums[r]);
      }
    }
    for (int r = tiled; r < rows; r++) {
      addRow(a, aOffset + r * aStride, b, depth, sums[r]);
    }
  }

  private static void addRow(float[] a, int at, float[][] b, int depth, float[] sum) {
    int k = 0;
    for (; k + CHAIN <= depth; k += CHAIN) {
      addChain(a, at + k, b, k, sum);
    }
    for (; k < depth; k++) {
      addOne(a[at + k], b[k], sum);
    }
  }

  /// Adds four k to four rows.
  private static void addTile(
      float[] a, int at, int aStride, float[][] b, int k, float[][] sums, int r) {
    float a00 = a[at];
    float a01 = a[at + 1];
    float a02 = a[at + 2];
    float a03 = a[at + 3];
    int at1 = at + aStride;
    float a10 = a[at1];
    float a11 = a[at1 + 1];
    float a12 = a[at1 + 2];
    float a13 = a[at1 + 3];
    int at2 = at1 + aStride;
    float a20 = a[at2];
    float a21 = a[at2 + 1];
    float a22 = a[at2 + 2];
    float a23 = a[at2 + 3];
    int at3 = at2 + aStride;
    float a30 = a[at3];
    float a31 = a[at3 + 1];
    float a32 = a[at3 + 2];
    float a33 = a[at3 + 3];
    float[] b0 = b[k];
    float[] b1 = b[k + 1];
    float[] b2 = b[k + 2];
    float[] b3 = b[k + 3];
    float[] sum0 = sums[r];
    float[] sum1 = sums[r + 1];
    float[] sum2 = sums[r + 2];
    float[] sum3 = sums[r + 3];
    for (int l = 0; l < sum0.length; l++) {
      float s0 = sum0[l];
      float s1 = sum1[l];
      float s2 = sum2[l];
      float s3 = sum3[l];
      float factor = b0[l];
      s0 = Math.fma(a00, factor, s0);
      s1 = Math.fma(a10, factor, s1);
      s2 = Math.fma(a20, factor, s2);
      s3 = Math.fma(a30, factor, s3);
      factor = b1[l];
      s0 = Math.fma(a01, factor, s0);
      s1 = Math.fma(a11, factor, s1);
      s2 = Math.fma(a21, factor, s2);
      s3 = Math.fma(a31, factor, s3);
      factor = b2[l];
      s0 = Math.fma(a02, factor, s0);
      s1 = Math.fma(a12, factor, s1);
      s2 = Math.fma(a22, factor, s2);
      s3 = Math.fma(a32, factor, s3);
      factor = b3[l];
      sum0[l] = Math.fma(a03, factor, s0);
      sum1[l] = Math.fma(a13, factor, s1);
      sum2[l] = Math.fma(a23, factor, s2);
      sum3[l] = Math.fma(a33, factor, s3);
    }
  }

  /// Adds eight k to one row.
  private static void addChain(float[] a, int at, float[][] b, int k, float[] sum) {
    float a0 = a[at];
    float a1 = a[at + 1];
    float a2 = a[at + 2];
    float a3 = a[at + 3];
    float a4 = a[at + 4];
    float a5 = a[at + 5];
    float a6 = a[at + 6];
    float a7 = a[at + 7];
    float[] b0 = b[k];
    float[] b1 = b[k + 1];
    float[] b2 = b[k + 2];
    float[] b3 = b[k + 3];
    float[] b4 = b[k + 4];
    float[] b5 = b[k + 5];
    float[] b6 = b[k + 6];
    float[] b7 = b[k + 7];
    for (int l = 0; l < sum.length; l++) {
      float s = Math.fma(a0, b0[l], sum[l]);
      s = Math.fma(a1, b1[l], s);
      s = Math.fma(a2, b2[l], s);
      s = Math.fma(a3, b3[l], s);
      s = Math.fma(a4, b4[l], s);
      s = Math.fma(a5, b5[l], s);
      s = Math.fma(a6, b6[l], s);
      sum[l] = Math.fma(a7, b7[l], s);
    }
  }

  private static void addOne(float a, float[] b, float[] sum) {
    for (int l = 0; l < sum.length; l++) {
      sum[l] = Math.fma(a, b[l], sum[l]);
    }
  }
}
