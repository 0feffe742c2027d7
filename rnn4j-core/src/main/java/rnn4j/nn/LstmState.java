package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The state of an [Lstm] or a [PeepholeLstm]. Never batch-first; the first index is `layer *
/// numDirections + direction`. Of an unbatched sequence the second dimension is missing.
///
/// @param h (numLayers * numDirections, batch, projSize or hiddenSize), the hidden state
/// @param c (numLayers * numDirections, batch, hiddenSize), the cell state
public record LstmState(Tensor h, Tensor c) {

  /// Returns this state cut off from the operations that computed it, so that gradients don't flow
  /// further back.
  public LstmState detach() {
    return new LstmState(h.detach(), c.detach());
  }
}
