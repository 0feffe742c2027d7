package rnn4j.kernel;

import java.util.EnumMap;
import java.util.Map;

/// The pointwise operations on vectors. Operations that no inner loop of a cell needs have none of
/// their own here and run as plain Java.
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
              Map.entry(Op.EXP, VectorActivations::exp)));

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
    Loop loop = LOOPS.get(op);
    if (loop == null) {
      PlainPointwise.apply(op, alpha, beta, rows, lanes, d, x, y, z);
    } else {
      loop.run(rows, lanes, d, x, y, z, alpha, beta);
    }
  }
}
