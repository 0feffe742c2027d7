package rnn4j.kernel;

/// The pointwise loops in single precision. An operation that every cell uses has a loop of its
/// own, so that the compiler sees what it does; the others share one that asks [Op].
final class PlainPointwise {
  private PlainPointwise() {}

  static void apply(
      Op op,
      float alpha,
      float beta,
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z) {
    if (PlainActivations.has(op)) {
      PlainActivations.apply(op, rows, lanes, d, x);
      return;
    }
    float[] dArray = d.floats();
    float[] xArray = x.floats();
    float[] yArray = y.floats();
    float[] zArray = z.floats();
    for (int r = 0; r < rows; r++) {
      int dAt = d.offset + r * d.stride;
      int xAt = x.offset + r * x.stride;
      int yAt = y.offset + r * y.stride;
      int zAt = z.offset + r * z.stride;
      switch (op) {
        case COPY -> System.arraycopy(xArray, xAt, dArray, dAt, lanes);
        case ADD -> add(lanes, dArray, dAt, xArray, xAt, yArray, yAt);
        case SUB -> sub(lanes, dArray, dAt, xArray, xAt, yArray, yAt);
        case MUL -> mul(lanes, dArray, dAt, xArray, xAt, yArray, yAt);
        case FMA -> fma(lanes, dArray, dAt, xArray, xAt, yArray, yAt, zArray, zAt);
        case SCALE -> scale(lanes, dArray, dAt, xArray, xAt, alpha, beta);
        case SIGMOID_BACK -> sigmoidBack(lanes, dArray, dAt, xArray, xAt, yArray, yAt);
        case TANH_BACK -> tanhBack(lanes, dArray, dAt, xArray, xAt, yArray, yAt);
        case EXP -> exp(lanes, dArray, dAt, xArray, xAt);
        default -> {
          for (int l = 0; l < lanes; l++) {
            dArray[dAt + l] = op.at(xArray[xAt + l], yArray[yAt + l], zArray[zAt + l], alpha, beta);
          }
        }
      }
    }
  }

  private static void add(int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = x[xAt + l] + y[yAt + l];
    }
  }

  private static void sub(int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = x[xAt + l] - y[yAt + l];
    }
  }

  private static void mul(int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = x[xAt + l] * y[yAt + l];
    }
  }

  private static void fma(
      int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = Math.fma(x[xAt + l], y[yAt + l], z[zAt + l]);
    }
  }

  private static void scale(int n, float[] d, int dAt, float[] x, int xAt, float a, float b) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = Math.fma(a, x[xAt + l], b);
    }
  }

  private static void sigmoidBack(
      int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      float s = y[yAt + l];
      d[dAt + l] = x[xAt + l] * s * (1 - s);
    }
  }

  private static void tanhBack(int n, float[] d, int dAt, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      float s = y[yAt + l];
      d[dAt + l] = x[xAt + l] * (1 - s * s);
    }
  }

  private static void exp(int n, float[] d, int dAt, float[] x, int xAt) {
    for (int l = 0; l < n; l++) {
      d[dAt + l] = FloatMath.exp(x[xAt + l]);
    }
  }
}
