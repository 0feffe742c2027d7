package rnn4j.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.scan.Backpropagation;
import rnn4j.engine.scan.FrozenProgram;
import rnn4j.engine.scan.ReadyProgram;
import rnn4j.engine.scan.Scan;
import rnn4j.kernel.WeightFormat;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Layers of a cell, one on another, each in one or both directions.
///
/// A layer's input is the output of the layer below, both directions merged. Everything is indexed
/// `layer * numDirections + direction`, as in PyTorch.
public final class RecurrentStack {
  private final List<Direction> directions;
  private final Merge merge;
  private final Regularization regularization;
  private final List<CellProgram> programs = new ArrayList<>();
  private final List<CellProgram> trainingPrograms = new ArrayList<>();

  /// Builds the programs of all layers.
  ///
  /// @throws IllegalArgumentException if there is a mistake in the cell's equations
  public RecurrentStack(
      Cell cell,
      int inputSize,
      int numLayers,
      List<Direction> directions,
      Merge merge,
      Regularization regularization) {
    this.directions = List.copyOf(directions);
    this.merge = merge;
    this.regularization = regularization;
    int size = inputSize;
    for (int layer = 0; layer < numLayers; layer++) {
      CellProgram program = CellProgram.of(cell, size, regularization, false);
      programs.add(program);
      trainingPrograms.add(
          regularization.equals(Regularization.NONE)
              ? program
              : CellProgram.of(cell, size, regularization, true));
      size = merge.size(directions.size(), program.outputSize());
    }
  }

  /// What a stack computes.
  ///
  /// @param output `(rows, size)` of the last layer, directions merged
  /// @param finalStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  public record Result(Tensor output, List<Tensor> finalStates) {}

  /// Returns the program of a layer.
  public CellProgram layer(int layer) {
    return programs.get(layer);
  }

  /// Returns the number of layers.
  public int numLayers() {
    return programs.size();
  }

  /// Returns the number of directions, one or two.
  public int numDirections() {
    return directions.size();
  }

  /// Returns how the outputs of two directions become one.
  public Merge merge() {
    return merge;
  }

  /// Returns how many elements the output of the last layer has, directions merged.
  public int outputSize() {
    return merge.size(directions.size(), programs.getLast().outputSize());
  }

  /// Returns the directions, in order.
  public List<Direction> directions() {
    return directions;
  }

  /// Returns what a parameter's name ends in: its layer and direction, such as `_l0_reverse`.
  ///
  /// @param direction number of the direction
  public String suffix(int layer, int direction) {
    return "_l" + layer + (directions.get(direction) == Direction.BACKWARD ? "_reverse" : "");
  }

  /// Returns whether a layer's direction goes from the last step to the first.
  ///
  /// @param index `layer * numDirections + direction`
  boolean isReverse(int index) {
    return directions.get(index % directions.size()) == Direction.BACKWARD;
  }

  private CellProgram program(int index) {
    return programs.get(index / directions.size());
  }

  /// Returns all that a layer's direction reads, constants too.
  private List<Tensor> weights(List<List<Tensor>> parameters, int index, DType dtype) {
    return program(index).withConstants(parameters.get(index), dtype);
  }

  /// Runs all layers as in evaluation, and returns every named part of the steps.
  ///
  /// @return for each layer and direction, the parts by name, `(rows, width)` each
  @SuppressWarnings("exports")
  public List<Map<String, Tensor>> inspect(
      List<List<Tensor>> parameters, Tensor input, Steps steps, List<Tensor> initialStates) {
    List<Map<String, Tensor>> parts = new ArrayList<>();
    walk(
        input,
        initialStates,
        oneByOne((index, rows, states) -> {
          List<Tensor> weights = weights(parameters, index, rows.dtype());
          Map<String, Tensor> ofDirection = new LinkedHashMap<>();
          program(index)
              .probes()
              .forEach((name, probe) ->
                  ofDirection.put(
                      name,
                      Scan.run(probe, weights, rows, steps, isReverse(index), states).output()));
          parts.add(ofDirection);
          ReadyProgram program = program(index).program();
          return Scan.run(program, weights, rows, steps, isReverse(index), states);
        }),
        rows -> rows,
        rows -> rows);
    return parts;
  }

  /// Freezes the layers as in evaluation mode, with copies of the parameters.
  ///
  /// @param parameters those of each layer and direction, in the order the cell declares them
  /// @param format in which the weights are kept that products read
  @SuppressWarnings("exports")
  public FrozenStack freeze(List<List<Tensor>> parameters, DType dtype, WeightFormat format) {
    List<FrozenProgram> frozen = new ArrayList<>();
    for (int index = 0; index < parameters.size(); index++) {
      List<Tensor> weights = weights(parameters, index, dtype);
      frozen.add(FrozenProgram.of(program(index).program(), weights, format));
    }
    return new FrozenStack(this, frozen);
  }

  /// Runs all layers.
  ///
  /// @param parameters those of each layer and direction, in the order the cell declares them
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  /// @param between applied to the output of every layer but the last: dropout
  /// @param noise where the noise of training is drawn from; null in evaluation
  /// @param how how the gradients are taken, for each layer and direction
  @SuppressWarnings("exports")
  public Result forward(
      List<List<Tensor>> parameters,
      Tensor input,
      Steps steps,
      List<Tensor> initialStates,
      UnaryOperator<Tensor> between,
      @Nullable TorchRandom noise,
      IntFunction<Backpropagation> how) {
    if (noise == null) {
      return walk(
          input,
          initialStates,
          together((index, rows, states) ->
              new Scan.Call(
                  program(index).program(),
                  weights(parameters, index, rows.dtype()),
                  rows,
                  steps,
                  isReverse(index),
                  states,
                  List.of(),
                  withConstants(how.apply(index), index, rows.dtype()))),
          rows -> rows,
          between);
    }
    var masks = new Masks(regularization, steps, initialStates, noise);
    return walk(
        input,
        initialStates,
        together((index, rows, states) -> {
          CellProgram program = trainingPrograms.get(index / directions.size());
          List<Tensor> dropped = masks.droppedWeights(program, parameters.get(index));
          List<Tensor> weights = program.withConstants(dropped, rows.dtype());
          List<Tensor> drawn = masks.drawn(program, rows.dtype());
          return new Scan.Call(
              program.program(),
              weights,
              rows,
              steps,
              isReverse(index),
              states,
              drawn,
              withConstants(how.apply(index), index, rows.dtype()));
        }),
        masks::droppedInput,
        between);
  }

  private Backpropagation withConstants(Backpropagation how, int index, DType dtype) {
    return how.apart().isEmpty()
        ? how
        : new Backpropagation(how.segment(), program(index).withConstants(how.apart(), dtype));
  }

  /// What is done with rows at one layer in one direction.
  @FunctionalInterface
  interface Direct<T> {
    /// Returns what is made of them.
    ///
    /// @param index `layer * numDirections + direction`
    /// @param states `(batch, size)` each
    T at(int index, Tensor rows, List<Tensor> states);
  }

  /// Takes rows through one layer in all directions.
  @FunctionalInterface
  interface Scanner {
    /// Returns what comes out, for each direction.
    ///
    /// @param first index of the layer's first direction
    /// @param states for each direction, `(batch, size)` each
    List<Scan.Result> scan(int first, Tensor rows, List<List<Tensor>> states);
  }

  /// Takes rows through one direction after another.
  private static Scanner oneByOne(Direct<Scan.Result> scan) {
    return (first, rows, states) -> forEach(scan, first, rows, states);
  }

  /// Takes rows through all directions of a layer at the same time.
  private static Scanner together(Direct<Scan.Call> call) {
    return (first, rows, states) -> Scan.runAll(forEach(call, first, rows, states));
  }

  private static <T> List<T> forEach(
      Direct<T> work, int first, Tensor rows, List<List<Tensor>> states) {
    return IntStream.range(0, states.size())
        .mapToObj(d -> work.at(first + d, rows, states.get(d)))
        .toList();
  }

  /// Takes rows through all layers and directions.
  ///
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  /// @param before applied to the input of every layer
  /// @param between applied to the output of every layer but the last
  Result walk(
      Tensor input,
      List<Tensor> initialStates,
      Scanner scanner,
      UnaryOperator<Tensor> before,
      UnaryOperator<Tensor> between) {
    List<List<Tensor>> finals = new ArrayList<>();
    Tensor rows = input;
    for (int layer = 0; layer < programs.size(); layer++) {
      Tensor layerInput = before.apply(rows);
      int first = layer * directions.size();
      List<List<Tensor>> states = new ArrayList<>();
      for (int d = 0; d < directions.size(); d++) {
        states.add(at(initialStates, first + d));
      }
      List<Tensor> outputs = new ArrayList<>();
      for (Scan.Result result : scanner.scan(first, layerInput, states)) {
        finals.add(result.finalStates());
        outputs.add(result.output());
      }
      rows = merge.apply(outputs);
      if (layer + 1 < programs.size()) {
        rows = between.apply(rows);
      }
    }
    return new Result(rows, stacked(finals));
  }

  /// A direction in which what goes into a stack moves.
  ///
  /// @param parameters for each layer and direction, those that move, by number in the order in
  ///   which the cell declares them
  /// @param input `(rows, inputSize)`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  public record Movement(
      List<Map<Integer, Tensor>> parameters, Tensor input, List<Tensor> initialStates) {}

  /// What a stack computes, and how that changes along a movement.
  public record Derivative(Result value, Result change) {}

  /// Runs all layers as in evaluation, and their directional derivative beside them.
  ///
  /// @param parameters those of each layer and direction, in the order the cell declares them
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  @SuppressWarnings("exports")
  public Derivative derivative(
      List<List<Tensor>> parameters,
      Tensor input,
      Steps steps,
      List<Tensor> initialStates,
      Movement movement) {
    List<List<Tensor>> finals = new ArrayList<>();
    List<List<Tensor>> finalChanges = new ArrayList<>();
    Tensor rows = input;
    Tensor change = movement.input();
    for (int layer = 0; layer < programs.size(); layer++) {
      List<Tensor> outputs = new ArrayList<>();
      List<Tensor> changes = new ArrayList<>();
      for (int d = 0; d < directions.size(); d++) {
        int index = layer * directions.size() + d;
        CellProgram program = program(index);
        List<Tensor> states = at(initialStates, index);
        List<Tensor> weights = weights(parameters, index, rows.dtype());
        Scan.Result result =
            Scan.run(program.program(), weights, rows, steps, isReverse(index), states);
        Scan.Result along =
            program.along(
                parameters.get(index),
                movement.parameters().get(index),
                rows,
                change,
                steps,
                isReverse(index),
                states,
                at(movement.initialStates(), index));
        outputs.add(result.output());
        changes.add(along.output());
        finals.add(result.finalStates());
        finalChanges.add(along.finalStates());
      }
      change = merge.change(outputs, changes);
      rows = merge.apply(outputs);
    }
    return new Derivative(
        new Result(rows, stacked(finals)), new Result(change, stacked(finalChanges)));
  }

  /*
   * A call may have a single step, of a microsecond. So where there is one layer in one direction its
   * states are not cut out and put together again, and lists are filled in loops.
   */

  private static List<Tensor> at(List<Tensor> states, int index) {
    List<Tensor> ofDirection = new ArrayList<>();
    for (Tensor state : states) {
      ofDirection.add(state.size(0) == 1 ? state.squeeze(0) : state.select(0, index));
    }
    return ofDirection;
  }

  /// @param states for each layer and direction, those of the cell
  /// @return for each of the cell's states, `(numLayers * numDirections, batch, size)`
  private static List<Tensor> stacked(List<List<Tensor>> states) {
    List<Tensor> stacked = new ArrayList<>();
    for (int s = 0; s < states.getFirst().size(); s++) {
      int state = s;
      stacked.add(
          states.size() == 1
              ? states.getFirst().get(s).unsqueeze(0)
              : Tensor.stack(0, states.stream().map(all -> all.get(state)).toList()));
    }
    return stacked;
  }
}
