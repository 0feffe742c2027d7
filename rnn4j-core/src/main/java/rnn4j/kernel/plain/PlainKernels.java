package rnn4j.kernel.plain;

import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;

/// Kernels in single precision, in plain Java that the JIT compiler vectorises.
public final class PlainKernels implements Kernels {
  /// The only one: it has no state.
  public static final PlainKernels INSTANCE = new PlainKernels();

  /*
   * A packed matrix has an array for each k, and rows of C are copied to accumulators and back:
   * [PlainSums] says why.
   */

  /// Accumulators of about this many elements are worked on together.
  private static final int ACCUMULATED = 8192;

  private PlainKernels() {}

  /// @param rows row `k` holds all columns, gate after gate
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the kernels
  private record Rows(int depth, int gates, int units, float[][] rows) implements Packed {}

  /// Returns a matrix that lies in rows.
  ///
  /// @param rows row `k` holds all columns, gate after gate; as [PlainSums#rows] makes them
  public static Packed packed(float[][] rows, int gates, int units) {
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
    float[][] rows = PlainSums.rows(depth, gates * units);
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
    int together = Math.max(PlainSums.TILE, ACCUMULATED / Math.max(columns, 1));
    float[][] sums = PlainSums.rows(Math.min(together, rows), columns);
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
        PlainSums.accumulate(count, a[t].floats(), from, a[t].stride, matrix, matrix.length, sums);
      }
      for (int r = 0; r < count; r++) {
        int to = c.offset + (first + r) * c.stride;
        for (int g = 0; g < b[0].gates(); g++) {
          System.arraycopy(sums[r], g * units, c.floats(), to + g * cGates, units);
        }
      }
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
    if (op == Op.COPY) {
      for (int r = 0; r < rows; r++) {
        int from = x.offset + r * x.stride;
        System.arraycopy(x.floats(), from, d.floats(), d.offset + r * d.stride, lanes);
      }
    } else {
      PlainLoops.of(op, alpha, beta).run(rows, lanes, new Register[] {x, y, z, d});
    }
  }

  @Override
  public PointwiseLoops pointwise(PointwiseList list) {
    return PlainLoops.of(list);
  }

  @Override
  public String toString() {
    return "plain Java";
  }

  @Override
  public void addProducts(int[] rows, int lanes, Register sums, Register x, Register y) {
    float[] to = sums.floats();
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    for (int row : rows) {
      int xAt = x.offset + row * x.stride;
      int yAt = y.offset + row * y.stride;
      for (int l = 0; l < lanes; l++) {
        to[sums.offset + l] += xArray[xAt + l] * yArray[yAt + l];
      }
    }
  }

  @Override
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    PlainNorm.INSTANCE.normalize(rows, width, eps, d, x, scale);
  }

  @Override
  public void addNormalizeGradient(
      int rows,
      int width,
      Register start,
      Register target,
      Register g,
      Register y,
      Register scale) {
    PlainNorm.INSTANCE.addGradient(rows, width, start, target, g, y, scale);
  }

  private static float[] array(Data data) {
    return ((FloatData) data).array();
  }
}
