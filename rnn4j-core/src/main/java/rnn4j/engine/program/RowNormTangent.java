package rnn4j.engine.program;

/// How a normalised row changes: `d` is the change of `norm.d()` when `norm.x()` changes by
/// `change`.
public record RowNormTangent(RowNorm norm, Slot d, Slot change) {}
