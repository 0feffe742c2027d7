package rnn4j.cell;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.pass.Stepper;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.scan.FrozenProgram;
import rnn4j.kernel.Data;
import rnn4j.tensor.Tensor;

/// A stack of layers with its parameters, as in evaluation mode, packed once and never changed: any
/// number of threads may run it at the same time.
public final class FrozenStack {
  private final RecurrentStack stack;
  private final List<FrozenProgram> programs;
  private final List<Boolean> reverse;

  FrozenStack(RecurrentStack stack, List<FrozenProgram> programs) {
    this.stack = stack;
    this.programs = List.copyOf(programs);
    this.reverse = stack.directions().stream().map(Direction.BACKWARD::equals).toList();
  }

  /// Generates now the code that would otherwise be generated while the layers are in use.
  public void prepare() {
    programs.forEach(FrozenProgram::prepare);
  }

  /// Returns the multiply-adds of one step of one sequence.
  public long work() {
    return programs.stream().mapToLong(FrozenProgram::work).sum();
  }

  /// Runs all layers.
  ///
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  @SuppressWarnings("exports")
  public RecurrentStack.Result forward(Tensor input, Steps steps, List<Tensor> initialStates) {
    return stack.walk(
        input,
        initialStates,
        (first, rows, states) -> {
          List<FrozenProgram> layer = programs.subList(first, first + states.size());
          return FrozenProgram.runAll(layer, rows, steps, reverse, states);
        },
        rows -> rows,
        rows -> rows);
  }

  /// Returns one for each layer, each reading what the one before puts out. The first reads
  /// `input`.
  ///
  /// @param input `(capacity, inputSize)`
  /// @param capacity the most rows of a step
  /// @throws IllegalStateException if a direction goes backward over time
  @SuppressWarnings("exports")
  public List<Stepper> steppers(Data input, int capacity) {
    if (!stack.directions().equals(List.of(Direction.FORWARD))) {
      throw new IllegalStateException(
          ("FrozenLayer.step: the directions are %s, expected FORWARD alone; a backward direction"
                  + " begins with the last step")
              .formatted(stack.directions()));
    }
    List<Stepper> steppers = new ArrayList<>();
    Data from = input;
    for (FrozenProgram program : programs) {
      Stepper stepper = program.stepper(from, capacity);
      steppers.add(stepper);
      from = stepper.output();
    }
    return steppers;
  }
}
