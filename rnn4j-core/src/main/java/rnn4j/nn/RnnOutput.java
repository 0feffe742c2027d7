package rnn4j.nn;

import rnn4j.cell.Direction;
import rnn4j.tensor.Tensor;

/// What a [Gru] or an [Rnn] computes.
///
/// @param output (seqLen, batch, numDirections * outputSize), the hidden state of the last layer at
///   every step, forward direction first; (batch, seqLen, ...) when batch-first, without batch for
///   an unbatched sequence
/// @param h the hidden state after the last step of each direction, (numLayers * numDirections,
///   batch, hiddenSize), without batch for an unbatched sequence
/// @param numDirections 2 for a bidirectional layer, otherwise 1
public record RnnOutput(Tensor output, Tensor h, int numDirections) {

  /// Returns the output of one direction alone, (seqLen, batch, outputSize); the whole output of a
  /// layer that has one.
  public Tensor output(Direction direction) {
    return FinalStates.output(output, numDirections, direction);
  }

  /// Returns the final hidden state of one layer and direction, (batch, size).
  ///
  /// @throws IllegalArgumentException if there is no such layer or direction
  public Tensor hidden(int layer, Direction direction) {
    return FinalStates.of(h, numDirections, layer, direction);
  }

  /// Returns the final hidden states of the last layer, both directions side by side: what a
  /// classifier of whole sequences wants. (batch, numDirections * size)
  public Tensor lastHidden() {
    return FinalStates.last(h, numDirections);
  }

  /// Returns this cut off from the operations that computed it, so that gradients don't flow
  /// further back.
  public RnnOutput detach() {
    return new RnnOutput(output.detach(), h.detach(), numDirections);
  }
}
