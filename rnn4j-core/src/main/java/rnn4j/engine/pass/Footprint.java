package rnn4j.engine.pass;

import rnn4j.engine.program.BackwardProgram;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.Storage;
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

  /// Returns what running a program takes.
  public static Footprint of(Program program, Kernels kernels, Steps steps, int batch) {
    ForwardProgram forward = program.forward();
    PassPlan plan = PassPlan.of(forward, kernels, steps, batch, false);
    // First, since it marks what the forward pass saves.
    BackwardProgram backward = program.backward();
    int window = BackwardWindow.most(BackwardWindow.of(steps, false, BackwardWindow.rows(forward)));
    long training =
        PassPlan.of(forward, kernels, steps, batch, true).elements()
            + (long) steps.rows() * forward.inputSize()
            + elements(backward, window, batch);
    return new Footprint(plan.parts(), plan.shares(), plan.isAhead(), plan.elements(), training);
  }

  /// Returns the elements of all memory that a backward pass allocates besides the gradient of the
  /// input.
  ///
  /// @param window rows of the largest window
  /// @param batch number of sequences
  private static long elements(BackwardProgram program, int window, int batch) {
    long elements = 0;
    for (Storage storage : program.storages()) {
      elements +=
          switch (storage.kind) {
            case GRAD_OUTPUT, GRAD_NEXT, GRAD_INPUT -> 0;
            default ->
                (long) (BackwardProgram.isForWindow(storage) ? window : batch)
                    * Memory.width(storage);
          };
    }
    return elements;
  }
}
