package rnn4j.data;

import rnn4j.tensor.Indices;

/// A piece of several streams side by side. The same column of the next batch goes on where this
/// one ends, so that states can be carried over.
///
/// @param input (seqLen, batch)
/// @param target (seqLen, batch), the token after each of the input
/// @param first whether the streams begin here, and states with them
public record StreamBatch(Indices input, Indices target, boolean first) {}
