package rnn4j.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.engine.Scan;
import rnn4j.engine.Steps;
import rnn4j.tensor.Tensor;

/// Layers of a cell, one on another, each in one or both directions.
///
/// A layer's input is the output of the layer below; of a bidirectional layer it is the forward
/// output followed by the backward one. Everything is indexed `layer * numDirections + direction`,
/// as in PyTorch.
public final class RecurrentStack {
  private final int numDirections;
  private final List<CellProgram> programs = new ArrayList<>();

  /// Builds the programs of all layers.
  ///
  /// @throws IllegalArgumentException if there is a mistake in the cell's equations
  public RecurrentStack(Cell cell, int inputSize, int numLayers, boolean bidirectional) {
    this.numDirections = bidirectional ? 2 : 1;
    int size = inputSize;
    for (int layer = 0; layer < numLayers; layer++) {
      CellProgram program = CellProgram.of(cell, size);
      programs.add(program);
      size = numDirections * program.outputSize();
    }
  }

  /// What a stack computes.
  ///
  /// @param output `(rows, numDirections * outputSize)` of the last layer
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

  /// Returns 2 for bidirectional layers, otherwise 1.
  public int numDirections() {
    return numDirections;
  }

  /// Returns how many elements the output of the last layer has, all directions together.
  public int outputSize() {
    return numDirections * programs.getLast().outputSize();
  }

  /// Returns what a parameter's name ends in: its layer and direction, such as `_l0_reverse`.
  public static String suffix(int layer, int direction) {
    return "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  /// Runs all layers.
  ///
  /// @param parameters those of each layer and direction, in the order the cell declares them
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates for each of the cell's states, `(numLayers * numDirections, batch, size)`
  /// @param between applied to the output of every layer but the last: dropout
  @SuppressWarnings("exports")
  public Result forward(
      List<List<Tensor>> parameters,
      Tensor input,
      Steps steps,
      List<Tensor> initialStates,
      UnaryOperator<Tensor> between) {
    List<List<Tensor>> finals = new ArrayList<>();
    initialStates.forEach(_ -> finals.add(new ArrayList<>()));
    Tensor rows = input;
    for (int layer = 0; layer < programs.size(); layer++) {
      List<Tensor> outputs = new ArrayList<>();
      for (int direction = 0; direction < numDirections; direction++) {
        int index = layer * numDirections + direction;
        Scan.Result result =
            Scan.run(
                programs.get(layer).program(),
                parameters.get(index),
                rows,
                steps,
                direction == 1,
                initialStates.stream().map(state -> state.select(0, index)).toList());
        outputs.add(result.output());
        for (int s = 0; s < finals.size(); s++) {
          finals.get(s).add(result.finalStates().get(s));
        }
      }
      rows = outputs.size() == 1 ? outputs.getFirst() : Tensor.concat(1, outputs);
      if (layer + 1 < programs.size()) {
        rows = between.apply(rows);
      }
    }
    return new Result(rows, finals.stream().map(states -> Tensor.stack(0, states)).toList());
  }
}
