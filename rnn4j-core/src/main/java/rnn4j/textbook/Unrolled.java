package rnn4j.textbook;

import rnn4j.nn.LstmState;
import rnn4j.tensor.Tensor;

/// What an [UnrolledLstm] computes.
///
/// @param hidden (batch, seqLen, hiddenSize), `h` after every step
/// @param last `h` and `c` after the last step, (batch, hiddenSize) each
public record Unrolled(Tensor hidden, LstmState last) {}
