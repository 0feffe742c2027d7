package rnn4j.kernel;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/// The pointwise operations on vectors.
final class VectorPointwise {

  /// One operation on all its elements; see [Kernels#apply].
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

  /*
   * A table and not a switch: a call through an interface with many implementations is not inlined,
   * so each loop is compiled alone. All loops in one method would be more than the compiler inlines
   * into, and vectors that cross a call go through the heap.
   */
  private static final Map<Op, Loop> LOOPS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Op.COPY, VectorArithmetic::copy),
              Map.entry(Op.ADD, VectorArithmetic::add),
              Map.entry(Op.SUB, VectorArithmetic::sub),
              Map.entry(Op.MUL, VectorArithmetic::mul),
              Map.entry(Op.DIV, VectorArithmetic::div),
              Map.entry(Op.FMA, VectorArithmetic::fma),
              Map.entry(Op.SCALE, VectorArithmetic::scale),
              Map.entry(Op.SCALE_ADD, VectorArithmetic::scaleAdd),
              Map.entry(Op.SQRT, VectorArithmetic::sqrt),
              Map.entry(Op.SIGMOID, VectorActivations::sigmoid),
              Map.entry(Op.SIGMOID_BACK, VectorActivations::sigmoidBack),
              Map.entry(Op.TANH, VectorActivations::tanh),
              Map.entry(Op.TANH_BACK, VectorActivations::tanhBack),
              Map.entry(Op.RELU, VectorActivations::relu),
              Map.entry(Op.RELU_BACK, VectorActivations::reluBack),
              Map.entry(Op.EXP, VectorActivations::exp),
              Map.entry(Op.LOG, VectorCurves::log),
              Map.entry(Op.ABS, VectorPieces::abs),
              Map.entry(Op.ABS_BACK, VectorPieces::absBack),
              Map.entry(Op.CLIP, VectorPieces::clip),
              Map.entry(Op.CLIP_BACK, VectorPieces::clipBack),
              Map.entry(Op.LEAKY_RELU, VectorPieces::leakyRelu),
              Map.entry(Op.LEAKY_RELU_BACK, VectorPieces::leakyReluBack),
              Map.entry(Op.ELU, VectorCurves::elu),
              Map.entry(Op.ELU_BACK, VectorCurves::eluBack),
              Map.entry(Op.SOFTSIGN, VectorCurves::softsign),
              Map.entry(Op.SOFTSIGN_BACK, VectorCurves::softsignBack),
              Map.entry(Op.SOFTPLUS, VectorCurves::softplus),
              Map.entry(Op.SOFTPLUS_BACK, VectorCurves::softplusBack)));

  private VectorPointwise() {}

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
    requireNonNull(LOOPS.get(op)).run(rows, lanes, d, x, y, z, alpha, beta);
  }
}
