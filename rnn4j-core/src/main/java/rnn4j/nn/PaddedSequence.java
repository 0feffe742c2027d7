package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// Sequences of different lengths, padded to one.
///
/// @param output (seqLen, batch, ...), or (batch, seqLen, ...) if that was asked for
/// @param lengths of each sequence
@SuppressWarnings("ArrayRecordComponent") // as PyTorch's pair; equality of tensors is by identity
public record PaddedSequence(Tensor output, int[] lengths) {}
