package rnn4j.engine.program;

import java.util.List;
import rnn4j.kernel.Op;

/// The equations of one time step as a graph: what a cell's author writes. Every expression is one
/// row of `width` numbers for each sequence of the batch.
///
/// Compared by identity: an expression used twice is computed once.
public sealed interface Expr {

  /// Returns how many numbers one row has.
  int width();

  /// The input `x_t`.
  record Input(int width) implements Expr {}

  /// A state as the step before left it.
  ///
  /// @param index which state of the cell
  record State(int index, int width) implements Expr {}

  /// Numbers that are given to the scan beside its input, such as masks; without gradients.
  ///
  /// @param index which of them
  /// @param perStep whether there is a row for each sequence at each step, or for each sequence
  record Given(int index, int width, boolean perStep) implements Expr {}

  /// A part of a vector that is a parameter, the same for every row.
  ///
  /// @param parameter which parameter of the cell
  /// @param from the part's first element
  record Vector(int parameter, int from, int width) implements Expr {}

  /// The product of some rows of a weight matrix with a row: `W v`.
  ///
  /// @param parameter which parameter of the cell, `(rows, columns)`
  /// @param from the first row of the matrix that is used
  /// @param width how many rows are used
  record Linear(int parameter, int from, int width, Expr source) implements Expr {}

  /// A row with its mean subtracted, divided by its standard deviation.
  ///
  /// @param eps added to the variance
  record Norm(Expr source, double eps) implements Expr {
    @Override
    public int width() {
      return source.width();
    }
  }

  /// How a normalised row changes when its source does.
  ///
  /// @param norm the row where it is
  /// @param change of the norm's source
  record NormTangent(Norm norm, Expr change) implements Expr {
    @Override
    public int width() {
      return norm.width();
    }
  }

  /// A part of a row that cannot be worked out further up, see [Slices].
  ///
  /// @param source an [Input], a [State], a [Given], a [Norm] or a [NormTangent]
  record View(Expr source, int from, int width) implements Expr {}

  /// A pointwise operation on rows of one width.
  record Apply(Op op, double alpha, double beta, List<Expr> operands) implements Expr {
    @Override
    public int width() {
      return operands.getFirst().width();
    }
  }
}
