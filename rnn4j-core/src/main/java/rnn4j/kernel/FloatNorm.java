package rnn4j.kernel;

/// Normalisation of rows in single precision. Sums run in double precision in eight lanes, element
/// `j` in lane `j % 8`, which are added up in order at the end.
final class FloatNorm {
  private static final int LANES = 8;

  private FloatNorm() {}

  static void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    float[] target = array(d);
    float[] source = array(x);
    var lanes = new double[LANES];
    for (int r = 0; r < rows; r++) {
      int from = x.offset + r * x.stride;
      int to = d.offset + r * d.stride;
      float mean = (float) (sum(source, from, width, lanes) / width);
      for (int j = 0; j < width; j++) {
        target[to + j] = source[from + j] - mean;
      }
      double variance = sumOfProducts(target, to, target, to, width, lanes) / width;
      float factor = (float) (1 / Math.sqrt(variance + eps));
      array(scale)[scale.offset + r * scale.stride] = factor;
      for (int j = 0; j < width; j++) {
        target[to + j] *= factor;
      }
    }
  }

  static void addGradient(
      int rows, int width, Register target, Register g, Register y, Register scale) {
    float[] sums = array(target);
    float[] gradient = array(g);
    float[] value = array(y);
    var lanes = new double[LANES];
    for (int r = 0; r < rows; r++) {
      int to = target.offset + r * target.stride;
      int gAt = g.offset + r * g.stride;
      int yAt = y.offset + r * y.stride;
      float mean = (float) (sum(gradient, gAt, width, lanes) / width);
      float slope = (float) (sumOfProducts(gradient, gAt, value, yAt, width, lanes) / width);
      float factor = array(scale)[scale.offset + r * scale.stride];
      for (int j = 0; j < width; j++) {
        float share = Math.fma(-value[yAt + j], slope, gradient[gAt + j] - mean);
        sums[to + j] = Math.fma(factor, share, sums[to + j]);
      }
    }
  }

  private static double sum(float[] x, int at, int width, double[] lanes) {
    java.util.Arrays.fill(lanes, 0);
    for (int j = 0; j < width; j++) {
      lanes[j % LANES] += x[at + j];
    }
    return total(lanes);
  }

  private static double sumOfProducts(
      float[] x, int xAt, float[] y, int yAt, int width, double[] lanes) {
    java.util.Arrays.fill(lanes, 0);
    for (int j = 0; j < width; j++) {
      lanes[j % LANES] = Math.fma((double) x[xAt + j], (double) y[yAt + j], lanes[j % LANES]);
    }
    return total(lanes);
  }

  private static double total(double[] lanes) {
    double total = 0;
    for (double lane : lanes) {
      total += lane;
    }
    return total;
  }

  private static float[] array(Register register) {
    return ((FloatData) register.data).array();
  }
}
