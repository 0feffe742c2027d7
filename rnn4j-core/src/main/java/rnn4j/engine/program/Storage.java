package rnn4j.engine.program;

/// A block of memory of a program: rows of `width` elements, one for each sequence of the batch, or
/// for each sequence at each step.
public final class Storage {

  /// What a storage holds, and so how long its rows last.
  public enum Kind {
    /// The input of the layer: all rows, given.
    INPUT,
    /// A parameter: one row, given.
    PARAMETER,
    /// Numbers given beside the input, a row for each sequence at each step.
    GIVEN_ROWS,
    /// Numbers given beside the input, a row for each sequence.
    GIVEN_SEQUENCES,
    /// A state before the step.
    STATE,
    /// A value computed in the step.
    VALUE,
    /// What the step hands on: its output, all rows, or a state after the step.
    RESULT,
    /// The gradient of the layer's output: all rows, given.
    GRAD_OUTPUT,
    /// The gradient of a state after the step.
    GRAD_NEXT,
    /// The gradient of a state before the step, summed up during the step.
    GRAD_STATE,
    /// The gradient of the input, as far as it is used pointwise: all rows.
    GRAD_INPUT,
    /// The gradient of a value of the step.
    GRAD_VALUE,
    /// The gradient of a sum of products, or a parameter's gradient before rows are summed: all
    /// rows, since weights' gradients are taken from it at the end.
    GRAD_ROWS
  }

  final int number;

  /// What it holds.
  public final Kind kind;

  /// Elements of a row.
  public final int width;

  /// Which state or parameter this is, if it is one.
  public final int index;

  /// Whether the backward pass reads this value of the forward pass.
  private boolean saved;

  /// Whether gradients of parameters are taken from this gradient at the end.
  private boolean kept;

  /// @param number which tells it from others of a program
  public Storage(int number, Kind kind, int width, int index) {
    this.number = number;
    this.kind = kind;
    this.width = width;
    this.index = index;
  }

  void save() {
    saved = true;
  }

  /// Returns whether the backward pass reads this value of the forward pass.
  public boolean saved() {
    return saved;
  }

  void keep() {
    kept = true;
  }

  boolean kept() {
    return kept;
  }
}
