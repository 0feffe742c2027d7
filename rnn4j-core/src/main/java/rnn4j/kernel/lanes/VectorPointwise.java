package rnn4j.kernel.lanes;

import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

/// The pointwise operations on vectors.
public final class VectorPointwise {

  /// One operation on all its elements; see [rnn4j.kernel.Kernels#apply].
  private interface Loop {
    void run(
        int rows,
        int lanes,
        Register d,
        Register x,
        Register y,
        Register z,
        float alpha,
        float beta);
  }

  private VectorPointwise() {}

  /// Applies an operation; see [rnn4j.kernel.Kernels#apply].
  public static void apply(
      Op op,
      float alpha,
      float beta,
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z) {
    loop(op).run(rows, lanes, d, x, y, z, alpha, beta);
  }

  /*
   * A call through an interface with many implementations is not inlined, so each loop is compiled
   * alone. All loops in one method would be more than the compiler inlines into, and vectors that
   * cross a call go through the heap. Not a table: filled at once, it took a tenth of a short
   * program's time.
   */
  private static Loop loop(Op op) {
    return switch (op) {
      case COPY -> VectorArithmetic::copy;
      case ADD -> VectorArithmetic::add;
      case SUB -> VectorArithmetic::sub;
      case MUL -> VectorArithmetic::mul;
      case DIV -> VectorArithmetic::div;
      case FMA -> VectorArithmetic::fma;
      case SCALE -> VectorArithmetic::scale;
      case SCALE_ADD -> VectorArithmetic::scaleAdd;
      case SQRT -> VectorArithmetic::sqrt;
      case SIGMOID -> VectorActivations::sigmoid;
      case SIGMOID_BACK -> VectorActivations::sigmoidBack;
      case TANH -> VectorActivations::tanh;
      case TANH_BACK -> VectorActivations::tanhBack;
      case RELU -> VectorActivations::relu;
      case RELU_BACK -> VectorActivations::reluBack;
      case EXP -> VectorActivations::exp;
      case LOG -> VectorCurves::log;
      case ABS -> VectorPieces::abs;
      case ABS_BACK -> VectorPieces::absBack;
      case CLIP -> VectorPieces::clip;
      case CLIP_BACK -> VectorPieces::clipBack;
      case LEAKY_RELU -> VectorPieces::leakyRelu;
      case LEAKY_RELU_BACK -> VectorPieces::leakyReluBack;
      case ELU -> VectorCurves::elu;
      case ELU_BACK -> VectorCurves::eluBack;
      case SOFTSIGN -> VectorCurves::softsign;
      case SOFTSIGN_BACK -> VectorCurves::softsignBack;
      case SOFTPLUS -> VectorCurves::softplus;
      case SOFTPLUS_BACK -> VectorCurves::softplusBack;
    };
  }
}
