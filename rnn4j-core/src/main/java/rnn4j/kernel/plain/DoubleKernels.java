package rnn4j.kernel.plain;

import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Kernels in double precision: the plainest loops that keep the contract. Double precision serves
/// exactness (gradient checks, reference results), so nothing here is tuned.
public final class DoubleKernels implements Kernels {
  /// The only one: it has no state.
  public static final DoubleKernels INSTANCE = new DoubleKernels();

  private DoubleKernels() {}

  /// @param rows row `k` holds all columns, gate after gate
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the kernels
  private record Rows(int depth, int gates, int units, double[][] rows) implements Packed {}

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
    double[] from = array(source);
    var rows = new double[depth][gates * units];
    for (int k = 0; k < depth; k++) {
      for (int g = 0; g < gates; g++) {
        for (int j = 0; j < units; j++) {
          rows[k][g * units + j] = from[offset + k * depthStride + g * gateStride + j * unitStride];
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
    double[] sums = array(c.data);
    int units = b[0].units();
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < b[0].gates(); g++) {
        int from = start.offset + r * start.stride + g * startGates;
        int to = c.offset + r * c.stride + g * cGates;
        System.arraycopy(array(start.data), from, sums, to, units);
        for (int t = 0; t < a.length; t++) {
          double[] factors = array(a[t].data);
          double[][] matrix = ((Rows) b[t]).rows;
          for (int k = 0; k < matrix.length; k++) {
            double factor = factors[a[t].offset + r * a[t].stride + k];
            for (int j = 0; j < units; j++) {
              sums[to + j] = Math.fma(factor, matrix[k][g * units + j], sums[to + j]);
            }
          }
        }
      }
    }
  }

  @Override
  public OuterProducts outerProducts(int[] widths, int columns) {
    return new DoubleOuterProducts(widths, columns);
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
    double[] dArray = array(d.data);
    double[] xArray = array(x.data);
    double[] yArray = array(y.data);
    double[] zArray = array(z.data);
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      int zAt = z.offset + r * z.stride;
      for (int l = 0; l < lanes; l++) {
        dArray[dAt + l] = op.at(xArray[xAt + l], yArray[yAt + l], zArray[zAt + l], alpha, beta);
      }
    }
  }

  @Override
  public void addProducts(int[] rows, int lanes, Register sums, Register x, Register y) {
    double[] to = array(sums.data);
    double[] xArray = array(x.data);
    double[] yArray = array(y.data);
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
    double[] target = array(d.data);
    double[] source = array(x.data);
    for (int r = 0; r < rows; r++) {
      int from = x.offset + r * x.stride;
      int to = d.offset + r * d.stride;
      double mean = 0;
      for (int j = 0; j < width; j++) {
        mean += source[from + j];
      }
      mean /= width;
      double variance = 0;
      for (int j = 0; j < width; j++) {
        target[to + j] = source[from + j] - mean;
        variance += target[to + j] * target[to + j];
      }
      double factor = 1 / Math.sqrt(variance / width + eps);
      array(scale.data)[scale.offset + r * scale.stride] = factor;
      for (int j = 0; j < width; j++) {
        target[to + j] *= factor;
      }
    }
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
    double[] sums = array(target.data);
    double[] before = array(start.data);
    double[] gradient = array(g.data);
    double[] value = array(y.data);
    for (int r = 0; r < rows; r++) {
      int to = target.offset + r * target.stride;
      int from = start.offset + r * start.stride;
      int gAt = g.offset + r * g.stride;
      int yAt = y.offset + r * y.stride;
      double mean = 0;
      double slope = 0;
      for (int j = 0; j < width; j++) {
        mean += gradient[gAt + j];
        slope += gradient[gAt + j] * value[yAt + j];
      }
      mean /= width;
      slope /= width;
      double factor = array(scale.data)[scale.offset + r * scale.stride];
      for (int j = 0; j < width; j++) {
        double share = factor * (gradient[gAt + j] - mean - value[yAt + j] * slope);
        sums[to + j] = before[from + j] + share;
      }
    }
  }

  private static double[] array(Data data) {
    return ((DoubleData) data).array();
  }
}
