package rnn4j.engine.program;

/// One product in a sum: rows `from`, `from + 1`, ... of a weight matrix times a value.
///
/// @param parameter which parameter of the cell, `(rows, source.width)`
/// @param from the first row of the matrix
public record Term(int parameter, int from, Slot source) {}
