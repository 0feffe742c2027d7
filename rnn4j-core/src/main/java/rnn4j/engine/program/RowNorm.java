package rnn4j.engine.program;

/// The normalisation of a row: `d = (x - mean(x)) / sqrt(var(x) + eps)`.
///
/// @param scale one element wide: `1 / sqrt(var(x) + eps)`, for the backward pass
public record RowNorm(Slot d, Slot x, Slot scale, double eps) {}
