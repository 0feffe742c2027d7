package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// What an [Lstm] computes.
///
/// @param output (seqLen, batch, numDirections * outputSize), the hidden state of the last layer at
///   every step, forward direction first; (batch, seqLen, ...) when batch-first, without batch for
///   an unbatched sequence
/// @param state the state after the last step of each direction
public record LstmOutput(Tensor output, LstmState state) {}
