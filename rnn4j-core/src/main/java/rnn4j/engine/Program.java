package rnn4j.engine;

import java.util.List;

/// The equations of one time step, ready to run forward and backward.
public final class Program {
  private final ForwardProgram forward;
  private final BackwardProgram backward;

  private Program(ForwardProgram forward) {
    this.forward = forward;
    this.backward = Derivative.of(forward);
  }

  /// Lowers equations to a program.
  ///
  /// @param inputSize elements of the input
  /// @param nextStates the new value of each state, of that state's width
  /// @param output the step's output
  public static Program of(int inputSize, List<Expr> nextStates, Expr output) {
    return new Program(new Lowering(inputSize, nextStates, output).program());
  }

  /// Returns how many elements the output has.
  public int outputSize() {
    return forward.output().width();
  }

  /// Returns how many elements each state has.
  public List<Integer> stateSizes() {
    return forward.stateSizes();
  }

  ForwardProgram forward() {
    return forward;
  }

  BackwardProgram backward() {
    return backward;
  }
}
