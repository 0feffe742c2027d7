package rnn4j.cell;

/// The sum that most gates begin with.
final class Sums {
  private Sums() {}

  /// Returns `W x + b_ih + U h + b_hh`, with PyTorch's parameter names.
  ///
  /// @param width rows of both matrices
  static Value ofInputAndState(Step step, Value x, Value h, int width, boolean bias) {
    Weight weightIh = step.weight("weight_ih", width, x.width());
    Weight weightHh = step.weight("weight_hh", width, h.width());
    Value sum = weightIh.times(x).plus(weightHh.times(h));
    return bias ? sum.plus(step.vector("bias_ih", width)).plus(step.vector("bias_hh", width)) : sum;
  }
}
