package rnn4j.engine;

/// How a normalised row changes: `d` is the change of `norm.d()` when `norm.x()` changes by
/// `change`.
record RowNormTangent(RowNorm norm, Slot d, Slot change) {}
