package rnn4j.cell;

import rnn4j.engine.program.Expr;

/// A weight matrix in a cell's equations.
public final class Weight {
  private final Step step;
  private final String name;
  private final int parameter;
  private final int rows;
  private final int columns;

  Weight(Step step, String name, int parameter, int rows, int columns) {
    this.step = step;
    this.name = name;
    this.parameter = parameter;
    this.rows = rows;
    this.columns = columns;
  }

  /// Returns the product `W v`.
  ///
  /// @throws IllegalArgumentException if `v` has another width than the matrix has columns
  public Value times(Value v) {
    step.requireOwn(v);
    if (v.width() != columns) {
      throw new IllegalArgumentException(
          step.describe(
              name
                  + " is ("
                  + rows
                  + ", "
                  + columns
                  + ") and is multiplied with a value of width "
                  + v.width()
                  + ", expected "
                  + columns));
    }
    Expr factor = step.factor(v, parameter).expr();
    return new Value(step, new Expr.Linear(parameter, 0, rows, factor));
  }
}
