package rnn4j.kernel;

/// Kernels in double precision: the plainest loops that keep the contract. Double precision serves
/// exactness (gradient checks, reference results), so nothing here is tuned.
final class DoubleKernels implements Kernels {
  static final DoubleKernels INSTANCE = new DoubleKernels();

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
      Data a,
      int aOffset,
      int aStride,
      Packed b,
      int block,
      Data c,
      int cOffset,
      int cStride,
      int cGateStride) {
    double[] aArray = array(a);
    double[] cArray = array(c);
    var matrix = (Rows) b;
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < matrix.depth; k++) {
        double factor = aArray[aOffset + r * aStride + k];
        for (int g = 0; g < matrix.gates; g++) {
          int at = cOffset + r * cStride + g * cGateStride;
          for (int j = 0; j < matrix.units; j++) {
            cArray[at + j] = Math.fma(factor, matrix.rows[k][g * matrix.units + j], cArray[at + j]);
          }
        }
      }
    }
  }

  @Override
  public void multiplyTransposed(
      int[] rows,
      int m,
      Data a,
      int aOffset,
      int aStride,
      int from,
      int to,
      Data b,
      int bOffset,
      int bStride,
      Data c,
      int cOffset,
      int cStride) {
    double[] aArray = array(a);
    double[] bArray = array(b);
    double[] cArray = array(c);
    for (int row : rows) {
      for (int i = 0; i < m; i++) {
        double factor = aArray[aOffset + row * aStride + i];
        for (int j = from; j < to; j++) {
          int at = cOffset + i * cStride + j;
          cArray[at] = Math.fma(factor, bArray[bOffset + row * bStride + j], cArray[at]);
        }
      }
    }
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
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    double[] target = array(d.data);
    double[] source = array(x.data);
    for (int r = 0; r < rows; r++) {
      int from = x.offset + r * x.stride;
      int to = d.offset + r * d.stride;
      double mean = 0;
      for (int j = 0; j < width; j++) {
        mean += source[from + j] / width;
      }
      double variance = 0;
      for (int j = 0; j < width; j++) {
        target[to + j] = source[from + j] - mean;
        variance += target[to + j] * target[to + j] / width;
      }
      double factor = 1 / Math.sqrt(variance + eps);
      array(scale.data)[scale.offset + r * scale.stride] = factor;
      for (int j = 0; j < width; j++) {
        target[to + j] *= factor;
      }
    }
  }

  @Override
  public void addNormalizeGradient(
      int rows, int width, Register target, Register g, Register y, Register scale) {
    double[] sums = array(target.data);
    double[] gradient = array(g.data);
    double[] value = array(y.data);
    for (int r = 0; r < rows; r++) {
      int to = target.offset + r * target.stride;
      int gAt = g.offset + r * g.stride;
      int yAt = y.offset + r * y.stride;
      double mean = 0;
      double slope = 0;
      for (int j = 0; j < width; j++) {
        mean += gradient[gAt + j] / width;
        slope += gradient[gAt + j] * value[yAt + j] / width;
      }
      double factor = array(scale.data)[scale.offset + r * scale.stride];
      for (int j = 0; j < width; j++) {
        sums[to + j] += factor * (gradient[gAt + j] - mean - value[yAt + j] * slope);
      }
    }
  }

  private static double[] array(Data data) {
    return ((DoubleData) data).array();
  }
}
