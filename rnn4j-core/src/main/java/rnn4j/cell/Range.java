package rnn4j.cell;

import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.Expr;

/// Between which values a part of a step lies, as the function that it comes from says.
public record Range(double low, double high) {

  /// Returns the range of an expression, or null if no function bounds it.
  static @Nullable Range of(Expr expr) {
    if (!(expr instanceof Expr.Apply apply)) {
      return null;
    }
    return switch (apply.op()) {
      case SIGMOID -> new Range(0, 1);
      case TANH, SOFTSIGN -> new Range(-1, 1);
      case CLIP -> new Range(apply.alpha(), apply.beta());
      default -> null;
    };
  }
}
