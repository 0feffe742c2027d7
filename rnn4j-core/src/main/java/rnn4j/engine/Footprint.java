package rnn4j.engine;

/// What running a program on some steps of a batch takes.
///
/// @param parts parts of the batch, one a thread
/// @param ahead whether products with the input are computed for many steps at once
/// @param inference elements that are allocated without gradients, output included
/// @param training elements that are allocated with gradients: saved values, gradients of sums of
///   products, output and gradient of the input; those of the parameters are not among them
public record Footprint(int parts, boolean ahead, long inference, long training) {

  /// From this many sequences on, products with the input are not computed ahead.
  public static final int MANY_SEQUENCES = PassPlan.MANY_SEQUENCES;

  static Footprint of(Program program, Steps steps, int batch) {
    ForwardProgram forward = program.forward();
    PassPlan plan = PassPlan.of(forward, steps, batch, false);
    long training =
        PassPlan.of(forward, steps, batch, true).elements()
            + program.backward().elements(forward.inputSize(), steps.rows(), batch);
    return new Footprint(plan.parts(), plan.isAhead(), plan.elements(), training);
  }
}
