package rnn4j.io.keras;

import java.util.List;
import rnn4j.tensor.Tensor;

/// What a Keras layer puts out.
///
/// @param output (batch, time, size) if the layer returns sequences, otherwise (batch, size), the
///   directions merged
/// @param states after the last step, in Keras's order: h and, of an LSTM, c, (batch, units) each;
///   then those of the backward direction
public record KerasOutput(Tensor output, List<Tensor> states) {

  /// Creates the output.
  public KerasOutput {
    states = List.copyOf(states);
  }
}
