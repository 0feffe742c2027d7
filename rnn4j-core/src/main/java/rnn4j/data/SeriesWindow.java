package rnn4j.data;

import rnn4j.tensor.Tensor;

/// Windows of a series side by side, and what follows them.
///
/// @param input (window, batch, features)
/// @param target (horizon, batch, features), the rows after each window
public record SeriesWindow(Tensor input, Tensor target) {}
