package rnn4j.engine;

import rnn4j.kernel.Kernels;

/// What running a program on some steps of a batch takes.
///
/// @param parts parts of the batch, one a thread
/// @param shares threads that share the units of every step, where the batch is not divided
/// @param ahead whether products with the input are computed for many steps at once
/// @param inference elements that are allocated without gradients, output included
/// @param training elements that are allocated with gradients: saved values, gradients of sums of
///   products, output and gradient of the input; those of the parameters are not among them
public record Footprint(int parts, int shares, boolean ahead, long inference, long training) {

  /// From this many sequences on, products with the input are not computed ahead.
  public static final int MANY_SEQUENCES = PassPlan.MANY_SEQUENCES;

  static Footprint of(Program program, Kernels kernels, Steps steps, int batch) {
    ForwardProgram forward = program.forward();
    PassPlan plan = PassPlan.of(forward, kernels, steps, batch, false);
    // First, since it marks what the forward pass saves.
    BackwardProgram backward = program.backward();
    int window = BackwardWindow.most(BackwardWindow.of(steps, false, BackwardWindow.rows(forward)));
    long training =
        PassPlan.of(forward, kernels, steps, batch, true).elements()
            + backward.elements(forward.inputSize(), steps.rows(), window, batch);
    return new Footprint(plan.parts(), plan.shares(), plan.isAhead(), plan.elements(), training);
  }
}
