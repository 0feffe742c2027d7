package rnn4j.engine.program;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Slices of the expressions of one step. Each is worked out once: what a whole shares, its slices
/// share too.
public final class Slices {
  private final IdentityHashMap<Expr, Map<Range, Expr>> known = new IdentityHashMap<>();

  private record Range(int from, int width) {}

  /// Returns the elements `[from, from + width)` of an expression, worked out as far up as
  /// possible: a part of a product is a product with some rows of the matrix.
  public Expr of(Expr whole, int from, int width) {
    if (from == 0 && width == whole.width()) {
      return whole;
    }
    Map<Range, Expr> slices = known.computeIfAbsent(whole, _ -> new HashMap<>());
    var range = new Range(from, width);
    Expr slice = slices.get(range);
    if (slice == null) {
      slice = slice(whole, from, width);
      slices.put(range, slice);
    }
    return slice;
  }

  private Expr slice(Expr whole, int from, int width) {
    return switch (whole) {
      case Expr.Input _, Expr.State _, Expr.Given _, Expr.Norm _, Expr.NormTangent _ ->
          new Expr.View(whole, from, width);
      case Expr.View view -> of(view.source(), view.from() + from, width);
      case Expr.Vector vector -> new Expr.Vector(vector.parameter(), vector.from() + from, width);
      case Expr.Linear linear ->
          new Expr.Linear(linear.parameter(), linear.from() + from, width, linear.source());
      case Expr.Apply apply ->
          new Expr.Apply(
              apply.op(),
              apply.alpha(),
              apply.beta(),
              apply.operands().stream().map(operand -> of(operand, from, width)).toList());
    };
  }
}
