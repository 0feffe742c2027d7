package rnn4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.cell.Direction;
import rnn4j.tensor.Tensor;

/// Picks what belongs to one direction out of states, indexed `layer * numDirections + direction`,
/// and out of outputs.
final class FinalStates {
  private FinalStates() {}

  static Tensor of(Tensor states, int numDirections, int layer, Direction direction) {
    int index = direction == Direction.BACKWARD ? 1 : 0;
    int numLayers = states.size(0) / numDirections;
    if (layer < 0 || layer >= numLayers) {
      throw new IllegalArgumentException(
          "layer is %d, expected at least 0 and less than numLayers=%d"
              .formatted(layer, numLayers));
    }
    if (index >= numDirections) {
      throw new IllegalArgumentException(
          "direction is BACKWARD, expected FORWARD: the layer has one");
    }
    return states.select(0, layer * numDirections + index);
  }

  /// Returns the output of one direction, where those of all stand side by side.
  static Tensor output(Tensor output, int numDirections, Direction direction) {
    if (numDirections == 1) {
      return output;
    }
    return output.chunk(numDirections, -1).get(direction == Direction.BACKWARD ? 1 : 0);
  }

  /// Returns the states of the last layer, all directions side by side.
  static Tensor last(Tensor states, int numDirections) {
    Tensor last = states.select(0, states.size(0) - 1);
    return numDirections == 1
        ? last
        : Tensor.concat(-1, List.of(states.select(0, states.size(0) - 2), last));
  }

  /// Returns states by name, cut off from the operations that computed them.
  static Map<String, Tensor> detached(Map<String, Tensor> states) {
    Map<String, Tensor> detached = new LinkedHashMap<>();
    states.forEach((name, state) -> detached.put(name, state.detach()));
    return detached;
  }
}
