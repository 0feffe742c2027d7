package rnn4j.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.Program;
import rnn4j.engine.Scan;
import rnn4j.engine.Steps;
import rnn4j.random.TorchRandom;
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

  /// Runs all layers as in evaluation, and returns every named part of the steps.
  ///
  /// @return for each layer and direction, the parts by name, `(rows, width)` each
  @SuppressWarnings("exports")
  public List<Map<String, Tensor>> inspect(
      List<List<Tensor>> parameters, Tensor input, Steps steps, List<Tensor> initialStates) {
    List<Map<String, Tensor>> parts = new ArrayList<>();
    Tensor rows = input;
    for (int layer = 0; layer < programs.size(); layer++) {
      List<Tensor> outputs = new ArrayList<>();
      for (int d = 0; d < directions.size(); d++) {
        int index = layer * directions.size() + d;
        List<Tensor> weights = parameters.get(index);
        List<Tensor> states = initialStates.stream().map(state -> state.select(0, index)).toList();
        boolean reverse = directions.get(d) == Direction.BACKWARD;
        Tensor layerInput = rows;
        Map<String, Tensor> ofDirection = new LinkedHashMap<>();
        programs
            .get(layer)
            .probes()
            .forEach((name, probe) ->
                ofDirection.put(
                    name, Scan.run(probe, weights, layerInput, steps, reverse, states).output()));
        parts.add(ofDirection);
        Program program = programs.get(layer).program();
        outputs.add(Scan.run(program, weights, rows, steps, reverse, states).output());
      }
      rows = merge.apply(outputs);
    }
    return parts;
  }

  /// Runs all layers.
  ///
  /// @param parameters those of each layer and direction, in the order the cell declares them
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  /// @param between applied to the output of every layer but the last: dropout
  /// @param noise where the noise of training is drawn from; null in evaluation
  @SuppressWarnings("exports")
  public Result forward(
      List<List<Tensor>> parameters,
      Tensor input,
      Steps steps,
      List<Tensor> initialStates,
      UnaryOperator<Tensor> between,
      @Nullable TorchRandom noise) {
    List<List<Tensor>> finals = new ArrayList<>();
    initialStates.forEach(_ -> finals.add(new ArrayList<>()));
    var masks = noise == null ? null : new Masks(regularization, steps, initialStates, noise);
    Tensor rows = input;
    for (int layer = 0; layer < programs.size(); layer++) {
      CellProgram program = (masks == null ? programs : trainingPrograms).get(layer);
      Tensor layerInput = masks == null ? rows : masks.droppedInput(rows);
      List<Tensor> outputs = new ArrayList<>();
      for (int d = 0; d < directions.size(); d++) {
        int index = layer * directions.size() + d;
        List<Tensor> weights = parameters.get(index);
        Scan.Result result =
            Scan.run(
                program.program(),
                masks == null ? weights : masks.droppedWeights(program, weights),
                layerInput,
                steps,
                directions.get(d) == Direction.BACKWARD,
                initialStates.stream().map(state -> state.select(0, index)).toList(),
                masks == null ? List.of() : masks.drawn(program, rows.dtype()));
        outputs.add(result.output());
        for (int s = 0; s < finals.size(); s++) {
          finals.get(s).add(result.finalStates().get(s));
        }
      }
      rows = merge.apply(outputs);
      if (layer + 1 < programs.size()) {
        rows = between.apply(rows);
      }
    }
    return new Result(rows, finals.stream().map(states -> Tensor.stack(0, states)).toList());
  }
}
