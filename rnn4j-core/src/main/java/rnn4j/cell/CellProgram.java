package rnn4j.cell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Footprint;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.program.Expr;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.ProgramReport;
import rnn4j.engine.scan.Backpropagation;
import rnn4j.engine.scan.ReadyProgram;
import rnn4j.engine.scan.Scan;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// A cell for inputs of one size, checked and ready to run.
public final class CellProgram {
  private final List<String> stateNames;
  private final List<ParameterSpec> parameters;
  private final List<Mask> masks;
  private final ReadyProgram program;
  private final Step step;
  private final int inputSize;

  private CellProgram(Step step, int inputSize) {
    this.stateNames = List.copyOf(step.states().keySet());
    this.parameters = step.parameters().specs();
    // Before the masks, which the next states ask for while they are put together.
    this.program = program(step, inputSize, step.outputExpr());
    this.masks = List.copyOf(step.masks());
    this.step = step;
    this.inputSize = inputSize;
  }

  /// Asks a cell for its equations and checks them.
  ///
  /// @param inputSize elements of the input
  /// @throws IllegalArgumentException if there is a mistake in the equations
  public static CellProgram of(Cell cell, int inputSize) {
    return of(cell, inputSize, Regularization.NONE, false);
  }

  /// @param training whether there is noise, or its expectation
  static CellProgram of(Cell cell, int inputSize, Regularization regularization, boolean training) {
    var step = new Step(inputSize, regularization, training);
    cell.define(step);
    regularization
        .zoneout()
        .keySet()
        .forEach(state -> {
          if (!step.states().containsKey(state)) {
            throw new IllegalArgumentException(
                step.describe(
                    "zoneout of state " + state + ", expected one of " + step.states().keySet()));
          }
        });
    return new CellProgram(step, inputSize);
  }

  /// Returns the masks that the equations read while they are trained with noise.
  List<Mask> masks() {
    return masks;
  }

  /// Returns the names of the states, in the order of declaration.
  public List<String> stateNames() {
    return stateNames;
  }

  /// Returns how many elements each state has.
  public List<Integer> stateSizes() {
    return program.program().stateSizes();
  }

  /// Returns how many elements the output has.
  public int outputSize() {
    return program.program().outputSize();
  }

  /// Returns the parameters that the equations ask for, in the order of declaration.
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /// Returns all that the program reads: parameters, and the constants of the equations.
  ///
  /// @param values of the parameters, in the order of declaration
  List<Tensor> withConstants(List<Tensor> values, DType dtype) {
    return step.parameters().withConstants(values, dtype);
  }

  /// Returns what is done in one step.
  @SuppressWarnings("exports")
  public ProgramReport report() {
    return program.program().report(stateNames);
  }

  /// Returns what some steps of a batch take.
  @SuppressWarnings("exports")
  public Footprint footprint(DType dtype, Steps steps, int batch) {
    return Footprint.of(
        program.program(), ChosenKernels.of(Tensor.zeros(dtype).data()), steps, batch);
  }

  /// Returns, for each part of the step that has a name, a program that puts it out.
  Map<String, ReadyProgram> probes() {
    Map<String, ReadyProgram> probes = new LinkedHashMap<>();
    step.parts().forEach((name, part) -> probes.put(name, program(step, inputSize, part)));
    return probes;
  }

  private static ReadyProgram program(Step step, int inputSize, Expr output) {
    return new ReadyProgram(Program.of(inputSize, step.nextStates(), output));
  }

  /// Returns the range of a part's values, if a function bounds it.
  @SuppressWarnings("exports") // of @Nullable, see module-info
  public @Nullable Range range(String part) {
    return Range.of(requireNonNull(step.parts().get(part)));
  }

  /// Runs one step of one direction.
  ///
  /// @param values of the parameters, in the order of declaration
  /// @param input (batch, inputSize)
  /// @param states (batch, size) each
  /// @return the states after the step
  public List<Tensor> step(List<Tensor> values, Tensor input, List<Tensor> states) {
    List<Tensor> all = withConstants(values, input.dtype());
    return Scan.run(program, all, input, Steps.of(1, input.size(0)), false, states).finalStates();
  }

  /// Runs one direction over time along a direction of all that goes in, without noise, and returns
  /// how output and final states change.
  ///
  /// @param parameters values, in the order of declaration
  /// @param directions of those parameters that move, by number
  Scan.Result along(
      List<Tensor> parameters,
      Map<Integer, Tensor> directions,
      Tensor input,
      Tensor inputDirection,
      Steps steps,
      boolean reverse,
      List<Tensor> states,
      List<Tensor> stateDirections) {
    List<Tensor> values = withConstants(parameters, input.dtype());
    List<Integer> numbers = step.parameters().numbers();
    Map<Integer, Tensor> moving = new HashMap<>();
    directions.forEach((p, direction) -> moving.put(numbers.get(p), direction));
    Program along =
        Program.along(
            inputSize,
            step.nextStates(),
            step.outputExpr(),
            values.size(),
            moving::containsKey,
            masks.size());
    List<Tensor> allParameters = new ArrayList<>(values);
    for (int number = 0; number < values.size(); number++) {
      allParameters.add(moving.getOrDefault(number, values.get(number)));
    }
    List<Tensor> allStates = new ArrayList<>(states);
    allStates.addAll(stateDirections);
    Scan.Result result =
        Scan.run(
            new Scan.Call(
                new ReadyProgram(along),
                allParameters,
                input,
                steps,
                reverse,
                allStates,
                List.of(inputDirection),
                Backpropagation.ORDINARY));
    int count = states.size();
    return new Scan.Result(result.output(), result.finalStates().subList(count, 2 * count));
  }

  ReadyProgram program() {
    return program;
  }
}
