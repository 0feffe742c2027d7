package rnn4j.nn;

/// How the gates of a [PeepholeLstm] see the cell state.
public enum Peephole {
  /// Each unit sees its own cell, as in the literature: three vectors.
  DIAGONAL,
  /// Each unit sees all cells and no hidden state, as in tutorials: a matrix in the place of the
  /// recurrent one.
  FULL
}
