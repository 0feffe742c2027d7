package rnn4j.kernel;

/// Kernels in single precision, in plain Java that the JIT compiler vectorises.
final class PlainKernels implements Kernels {
  static final PlainKernels INSTANCE = new PlainKernels();

  /*
   * The compiler vectorises a loop only in this form: every array is read at the same index, which
   * starts at zero, and one array is written. So a packed matrix has one array for each k, and a row
   * of C is copied to an accumulator and back. Eight k are chained in one pass over the
   * accumulator, and all rows take their turn before the next eight, so that the eight rows of B
   * stay in the nearest cache.
   */

  /// Accumulators of this many elements at most are worked on together.
  private static final int ACCUMULATED = 8192;

  private PlainKernels() {}

  /// @param rows row `k` holds all columns, gate after gate
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the kernels
  private record Rows(int depth, int gates, int units, float[][] rows) implements Packed {}

  /// Returns a matrix that lies in rows.
  ///
  /// @param rows row `k` holds all columns, gate after gate
  static Packed packed(float[][] rows, int gates, int units) {
    return new Rows(rows.length, gates, units, rows);
  }

  @Override
  public int blockWidth(int units) {
    return units;
  }

  @Override
  public Packed pack(
      Data source,
      int offset,
      int depth,
      int gates,
      int units,
      int depthStride,
      int gateStride,
      int unitStride) {
    float[] from = array(source);
    var rows = new float[depth][gates * units];
    for (int g = 0; g < gates; g++) {
      for (int j = 0; j < units; j++) {
        int at = offset + g * gateStride + j * unitStride;
        for (int k = 0; k < depth; k++) {
          rows[k][g * units + j] = from[at + k * depthStride];
        }
      }
    }
    return new Rows(depth, gates, units, rows);
  }

  @Override
  public void multiply(
      int rows,
      Register[] a,
      Packed[] b,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates) {
    int units = b[0].units();
    int columns = b[0].gates() * units;
    int together = Math.clamp(ACCUMULATED / Math.max(columns, 1), 1, Math.max(rows, 1));
    var sums = new float[together][columns];
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      for (int r = 0; r < count; r++) {
        int from = start.offset + (first + r) * start.stride;
        for (int g = 0; g < b[0].gates(); g++) {
          System.arraycopy(start.floats(), from + g * startGates, sums[r], g * units, units);
        }
      }
      for (int t = 0; t < a.length; t++) {
        int from = a[t].offset + first * a[t].stride;
        float[][] matrix = ((Rows) b[t]).rows;
        accumulate(count, a[t].floats(), from, a[t].stride, matrix, matrix.length, sums);
      }
      for (int r = 0; r < count; r++) {
        int to = c.offset + (first + r) * c.stride;
        for (int g = 0; g < b[0].gates(); g++) {
          System.arraycopy(sums[r], g * units, c.floats(), to + g * cGates, units);
        }
      }
    }
  }

  /// Adds products of some rows of `a` with `b` to rows of sums.
  static void accumulate(
      int rows, float[] a, int aOffset, int aStride, float[][] b, int depth, float[][] sums) {
    int k = 0;
    for (; k + 8 <= depth; k += 8) {
      for (int r = 0; r < rows; r++) {
        addEight(a, aOffset + r * aStride + k, b, k, sums[r]);
      }
    }
    for (; k < depth; k++) {
      for (int r = 0; r < rows; r++) {
        addOne(a[aOffset + r * aStride + k], b[k], sums[r]);
      }
    }
  }

  private static void addEight(float[] a, int at, float[][] b, int k, float[] sum) {
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

  @Override
  public OuterProducts outerProducts(int[] widths, int columns) {
    return new PlainOuterProducts(widths, columns);
  }

  @Override
  public void apply(
      Op op,
      double alpha,
      double beta,
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z) {
    PlainPointwise.apply(op, (float) alpha, (float) beta, rows, lanes, d, x, y, z);
  }

  @Override
  public String toString() {
    return "plain Java";
  }

  @Override
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    PlainNorm.INSTANCE.normalize(rows, width, eps, d, x, scale);
  }

  @Override
  public void addNormalizeGradient(
      int rows, int width, Register target, Register g, Register y, Register scale) {
    PlainNorm.INSTANCE.addGradient(rows, width, target, g, y, scale);
  }

  private static float[] array(Data data) {
    return ((FloatData) data).array();
  }
}
