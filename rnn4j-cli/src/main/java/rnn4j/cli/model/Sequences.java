package rnn4j.cli.model;

import rnn4j.cli.CliException;
import rnn4j.tensor.Tensor;

/// Sequences in the layout of the user's file, which is also that of what is written.
///
/// @param timeFirst (seqLen, batch, size)
/// @param batched whether the file has a batch
/// @param batchFirst whether it is (batch, seqLen, size)
record Sequences(Tensor timeFirst, boolean batched, boolean batchFirst) {

  /// Takes the content of a file.
  ///
  /// @throws CliException if it has neither 2 nor 3 dimensions
  static Sequences of(Tensor input, boolean batchFirst) {
    return switch (input.dim()) {
      case 2 -> new Sequences(input.unsqueeze(1), false, batchFirst);
      case 3 -> new Sequences(batchFirst ? input.transpose(0, 1) : input, true, batchFirst);
      default ->
          throw new CliException(
              "--input has shape %s, expected 2 dimensions, or 3 with a batch"
                  .formatted(input.shape()));
    };
  }

  int seqLen() {
    return timeFirst.size(0);
  }

  int batch() {
    return timeFirst.size(1);
  }

  /// Returns an output as the input was laid out.
  Tensor inLayout(Tensor output) {
    if (!batched) {
      return output.squeeze(1);
    }
    return batchFirst ? output.transpose(0, 1) : output;
  }

  /// Returns a state with a batch of one that may be missing in the file.
  Tensor stateOf(Tensor state) {
    return !batched && state.dim() == 2 ? state.unsqueeze(1) : state;
  }

  /// Returns a state without the batch that is missing in the file.
  Tensor ofState(Tensor state) {
    return batched ? state : state.squeeze(1);
  }
}
