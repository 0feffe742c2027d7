package rnn4j.nn;

import java.util.Map;
import rnn4j.cell.Direction;
import rnn4j.cell.Merge;
import rnn4j.tensor.Tensor;

/// What a [CellLayer] computes.
///
/// @param output (seqLen, batch, size) of the last layer at every step, directions merged; (batch,
///   seqLen, ...) when batch-first, without batch for an unbatched sequence
/// @param states by name, after the last step of each direction, (numLayers * numDirections, batch,
///   size), without batch for an unbatched sequence
/// @param numDirections one or two
/// @param merge how the outputs of two directions became one
public record CellOutput(
    Tensor output, Map<String, Tensor> states, int numDirections, Merge merge) {

  /// Returns the output of one direction alone, (seqLen, batch, outputSize); the whole output of a
  /// layer that has one.
  ///
  /// @throws IllegalStateException if two directions were merged in another way than by
  ///   concatenation
  public Tensor output(Direction direction) {
    if (numDirections > 1 && merge != Merge.CONCATENATE) {
      throw new IllegalStateException(
          "CellOutput.output: two directions were merged by %s, expected CONCATENATE, which keeps them apart"
              .formatted(merge));
    }
    return FinalStates.output(output, numDirections, direction);
  }

  /// Returns the final state of one layer and direction, (batch, size).
  ///
  /// @throws IllegalArgumentException if there is no such state, layer or direction
  public Tensor state(String name, int layer, Direction direction) {
    return FinalStates.of(states(name), numDirections, layer, direction);
  }

  /// Returns the final states of the last layer, both directions side by side, (batch,
  /// numDirections * size).
  ///
  /// @throws IllegalArgumentException if there is no such state
  public Tensor last(String name) {
    return FinalStates.last(states(name), numDirections);
  }

  /// Returns this cut off from the operations that computed it, so that gradients don't flow
  /// further back.
  public CellOutput detach() {
    return new CellOutput(output.detach(), FinalStates.detached(states), numDirections, merge);
  }

  private Tensor states(String name) {
    Tensor tensor = states.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "CellOutput: state is \"%s\", expected one of %s".formatted(name, states.keySet()));
    }
    return tensor;
  }
}
