package rnn4j.kernel;

/// Sigmoid and hyperbolic tangent of rows, with the bits of [FloatMath], in plain Java that the JIT
/// compiler vectorises.
final class PlainActivations {
  /*
   * The compiler has vectors for all that these functions do but for taking the bits of a float: a
   * loop around a whole function takes 2.4 nanoseconds an element. So `2^n` has a loop of its own
   * between two others, on arrays that are all read at the same index (see PlainSums); an element
   * takes 0.7.
   */

  /// Elements that go through the loops together.
  private static final int CHUNK = 512;

  private static final ThreadLocal<PlainActivations> SCRATCH =
      ThreadLocal.withInitial(PlainActivations::new);

  private final float[] values = new float[CHUNK];
  private final float[] powers = new float[CHUNK];

  private PlainActivations() {}

  /// Returns whether an operation is one of these functions.
  static boolean has(Op op) {
    return op == Op.SIGMOID || op == Op.TANH;
  }

  /// Writes a function of each element, see [Kernels#apply].
  static void apply(Op op, int rows, int lanes, Register d, Register x) {
    SCRATCH.get().run(op, rows, lanes, d, x);
  }

  /// Short rows go through the loops together, long ones piece by piece.
  private void run(Op op, int rows, int lanes, Register d, Register x) {
    int together = Math.max(1, CHUNK / Math.max(lanes, 1));
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      for (int from = 0; from < lanes; from += CHUNK) {
        int width = Math.min(CHUNK, lanes - from);
        for (int r = 0; r < count; r++) {
          int at = x.offset + (first + r) * x.stride + from;
          System.arraycopy(x.floats(), at, values, r * width, width);
        }
        if (op == Op.SIGMOID) {
          sigmoid(count * width, values, powers);
        } else {
          tanh(count * width, values, powers);
        }
        for (int r = 0; r < count; r++) {
          int at = d.offset + (first + r) * d.stride + from;
          System.arraycopy(values, r * width, d.floats(), at, width);
        }
      }
    }
  }

  private static void sigmoid(int n, float[] values, float[] powers) {
    for (int l = 0; l < n; l++) {
      float y = FloatMath.sigmoidBounded(values[l]);
      float m = FloatMath.sigmoidRounded(y);
      values[l] = FloatMath.sigmoidRest(y, m);
      powers[l] = m;
    }
    raise(n, powers);
    for (int l = 0; l < n; l++) {
      values[l] = FloatMath.sigmoid(values[l], powers[l]);
    }
  }

  private static void tanh(int n, float[] values, float[] powers) {
    for (int l = 0; l < n; l++) {
      float y = FloatMath.tanhBounded(values[l]);
      float m = FloatMath.tanhRounded(y);
      values[l] = FloatMath.tanhRest(y, m);
      powers[l] = m;
    }
    raise(n, powers);
    for (int l = 0; l < n; l++) {
      values[l] = FloatMath.tanh(values[l], powers[l]);
    }
  }

  /// The one loop that is not vectorised.
  private static void raise(int n, float[] powers) {
    for (int l = 0; l < n; l++) {
      powers[l] = FloatMath.powerOfTwo(powers[l]);
    }
  }
}
