package rnn4j.textbook;

import java.util.List;
import rnn4j.tensor.Tensor;

/// What a [DeepRnn] computes.
///
/// @param output (batch, seqLen, outputSize), read out of the last layer at every step
/// @param last the hidden state of each layer after the last step, (batch, hiddenSize) each
public record DeepRnnOutput(Tensor output, List<Tensor> last) {

  /// Copies the list.
  public DeepRnnOutput {
    last = List.copyOf(last);
  }
}
