package rnn4j.nn;

import java.util.Map;
import rnn4j.tensor.Tensor;

/// What a [CellLayer] computes of packed sequences.
///
/// @param output of the last layer at every step, directions merged
/// @param states by name, after the last step of each direction, (numLayers * numDirections, batch,
///   size)
public record CellPackedOutput(PackedSequence output, Map<String, Tensor> states) {
  /// Returns this cut off from the operations that computed it, so that gradients don't flow
  /// further back.
  public CellPackedOutput detach() {
    return new CellPackedOutput(
        output.withData(output.data().detach()), FinalStates.detached(states));
  }
}
