package rnn4j.nn;

import rnn4j.cell.Direction;
import rnn4j.tensor.Tensor;

/// What an [Lstm] or a [PeepholeLstm] computes of packed sequences.
///
/// @param output the hidden state of the last layer at every step, forward direction first
/// @param state after the last step of each direction
/// @param numDirections 2 for a bidirectional layer, otherwise 1
public record LstmPackedOutput(PackedSequence output, LstmState state, int numDirections) {

  /// Returns the final hidden state of one layer and direction, (batch, size).
  ///
  /// @throws IllegalArgumentException if there is no such layer or direction
  public Tensor hidden(int layer, Direction direction) {
    return FinalStates.of(state.h(), numDirections, layer, direction);
  }

  /// Returns the final hidden states of the last layer, both directions side by side: what a
  /// classifier of whole sequences wants. (batch, numDirections * size)
  public Tensor lastHidden() {
    return FinalStates.last(state.h(), numDirections);
  }

  /// Returns the final cell state of one layer and direction, (batch, hiddenSize).
  ///
  /// @throws IllegalArgumentException if there is no such layer or direction
  public Tensor cell(int layer, Direction direction) {
    return FinalStates.of(state.c(), numDirections, layer, direction);
  }

  /// Returns this cut off from the operations that computed it, so that gradients don't flow
  /// further back.
  public LstmPackedOutput detach() {
    return new LstmPackedOutput(
        output.withData(output.data().detach()), state.detach(), numDirections);
  }
}
