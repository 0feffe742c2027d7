package rnn4j.kernel.plain;

import rnn4j.kernel.FloatMath;
import rnn4j.kernel.Op;

/// The pointwise loops in single precision, in the form that the JIT compiler vectorises (see
/// [PlainSums]): all arrays are read and written at the same index, which starts at zero. An
/// operation that every cell uses has a loop of its own, so that the compiler sees what it does;
/// the others share one that asks [Op].
final class PlainPointwise {
  private PlainPointwise() {}

  /// Applies an operation to the first `n` elements.
  ///
  /// @param d written; may be one of the operands
  /// @param scratch overwritten
  static void apply(
      Op op,
      float alpha,
      float beta,
      int n,
      float[] d,
      float[] x,
      float[] y,
      float[] z,
      float[] scratch) {
    switch (op) {
      case COPY -> System.arraycopy(x, 0, d, 0, n);
      case ADD -> add(n, d, x, y);
      case SUB -> sub(n, d, x, y);
      case MUL -> mul(n, d, x, y);
      case FMA -> fma(n, d, x, y, z);
      case SCALE -> scale(n, d, x, alpha, beta);
      case SIGMOID -> PlainActivations.sigmoid(n, d, x, scratch);
      case SIGMOID_BACK -> sigmoidBack(n, d, x, y);
      case TANH -> PlainActivations.tanh(n, d, x, scratch);
      case TANH_BACK -> tanhBack(n, d, x, y);
      case EXP -> exp(n, d, x);
      default -> {
        for (int l = 0; l < n; l++) {
          d[l] = op.at(x[l], y[l], z[l], alpha, beta);
        }
      }
    }
  }

  private static void add(int n, float[] d, float[] x, float[] y) {
    for (int l = 0; l < n; l++) {
      d[l] = x[l] + y[l];
    }
  }

  private static void sub(int n, float[] d, float[] x, float[] y) {
    for (int l = 0; l < n; l++) {
      d[l] = x[l] - y[l];
    }
  }

  private static void mul(int n, float[] d, float[] x, float[] y) {
    for (int l = 0; l < n; l++) {
      d[l] = x[l] * y[l];
    }
  }

  private static void fma(int n, float[] d, float[] x, float[] y, float[] z) {
    for (int l = 0; l < n; l++) {
      d[l] = Math.fma(x[l], y[l], z[l]);
    }
  }

  private static void scale(int n, float[] d, float[] x, float alpha, float beta) {
    for (int l = 0; l < n; l++) {
      d[l] = Math.fma(alpha, x[l], beta);
    }
  }

  private static void sigmoidBack(int n, float[] d, float[] x, float[] y) {
    for (int l = 0; l < n; l++) {
      float s = y[l];
      d[l] = x[l] * s * (1 - s);
    }
  }

  private static void tanhBack(int n, float[] d, float[] x, float[] y) {
    for (int l = 0; l < n; l++) {
      float s = y[l];
      d[l] = x[l] * (1 - s * s);
    }
  }

  private static void exp(int n, float[] d, float[] x) {
    for (int l = 0; l < n; l++) {
      d[l] = FloatMath.exp(x[l]);
    }
  }
}
