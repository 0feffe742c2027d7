package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The equations of one time step, lowered to a program that runs forward, and, derived from it,
/// one that runs backward.
public final class Program {
  private final ForwardProgram forward;
  private final boolean hasGradients;

  /// Derived when it is first needed: a layer that is only frozen starts sooner without it.
  private @Nullable BackwardProgram backward;

  private Program(ForwardProgram forward, boolean hasGradients) {
    this.forward = forward;
    this.hasGradients = hasGradients;
  }

  /// Lowers equations to a program.
  ///
  /// @param inputSize elements of the input
  /// @param nextStates the new value of each state, of that state's width
  /// @param output the step's output
  public static Program of(int inputSize, List<Expr> nextStates, Expr output) {
    return new Program(new Lowering(inputSize, nextStates, output).program(), true);
  }

  /// Lowers equations to a program of how their results change along a direction. It has no
  /// gradients.
  ///
  /// Its states are those of the equations and, after them, their changes; its parameters those of
  /// the equations and, after them, their directions; beside the input it is given what the
  /// equations are given and, last, the direction of the input. It puts out the change of the
  /// output.
  ///
  /// @param parameters how many the equations have
  /// @param moves which of them have a direction; of the others it is never read
  /// @param given how many rows of numbers the equations are given
  public static Program along(
      int inputSize,
      List<Expr> nextStates,
      Expr output,
      int parameters,
      IntPredicate moves,
      int given) {
    var tangent = new Tangent(nextStates.size(), parameters, moves, given);
    List<Expr> next = new ArrayList<>(nextStates);
    nextStates.forEach(state -> next.add(tangent.of(state)));
    return new Program(new Lowering(inputSize, next, tangent.of(output)).program(), false);
  }

  /// Returns how many elements the output has.
  public int outputSize() {
    return forward.output().width();
  }

  /// Returns how many elements each state has.
  public List<Integer> stateSizes() {
    return forward.stateSizes();
  }

  /// Returns what the program does in one step.
  ///
  /// @param stateNames in the order of the states
  public ProgramReport report(List<String> stateNames) {
    return ProgramReport.of(forward, stateNames);
  }

  /// Returns the forward pass.
  public ForwardProgram forward() {
    return forward;
  }

  /// Returns the backward pass. Once this has been called, the values of the forward pass that it
  /// reads are marked.
  public synchronized BackwardProgram backward() {
    if (!hasGradients) {
      throw new IllegalStateException("Program: changes along a direction have no gradients");
    }
    if (backward == null) {
      backward = Derivative.of(forward);
    }
    return backward;
  }
}
