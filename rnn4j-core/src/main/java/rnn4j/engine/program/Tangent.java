package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Op;

/// Derives the equations of a step along a direction (forward mode): how every value changes when
/// the input, the states and the parameters move.
///
/// The result is equations again, run by the engine like any others. They have the states of the
/// step and as many again, the changes of these; the parameters and as many again, their
/// directions; and beside the input, after what the step is given, the direction of the input.
final class Tangent {
  private final int states;
  private final int parameters;
  private final IntPredicate moves;
  private final int inputDirection;
  private final Slices slices = new Slices();
  private final IdentityHashMap<Expr, @Nullable Expr> known = new IdentityHashMap<>();

  /// @param states how many the step has
  /// @param parameters how many the step has
  /// @param moves which of them have a direction; the others stay as they are
  /// @param given how many rows of numbers the step is given
  Tangent(int states, int parameters, IntPredicate moves, int given) {
    this.states = states;
    this.parameters = parameters;
    this.moves = moves;
    this.inputDirection = given;
  }

  /// Returns how an expression changes.
  Expr of(Expr expr) {
    Expr change = change(expr);
    return change == null ? apply(Op.CLIP, expr) : change; // to [0, 0]
  }

  /// Returns how an expression changes, or null if no direction changes it.
  private @Nullable Expr change(Expr expr) {
    if (!known.containsKey(expr)) {
      known.put(expr, derive(expr));
    }
    return known.get(expr);
  }

  private @Nullable Expr derive(Expr expr) {
    return switch (expr) {
      case Expr.Input input -> new Expr.Given(inputDirection, input.width(), true);
      case Expr.State state -> new Expr.State(states + state.index(), state.width());
      case Expr.Given _ -> null;
      case Expr.Vector v ->
          moves.test(v.parameter())
              ? new Expr.Vector(parameters + v.parameter(), v.from(), v.width())
              : null;
      case Expr.Linear w -> {
        Expr source = change(w.source());
        yield sum(
            source == null ? null : new Expr.Linear(w.parameter(), w.from(), w.width(), source),
            moves.test(w.parameter())
                ? new Expr.Linear(parameters + w.parameter(), w.from(), w.width(), w.source())
                : null);
      }
      case Expr.Norm norm -> {
        Expr source = change(norm.source());
        yield source == null ? null : new Expr.NormTangent(norm, source);
      }
      case Expr.View view -> {
        Expr source = change(view.source());
        yield source == null ? null : slices.of(source, view.from(), view.width());
      }
      case Expr.Apply apply -> derive(apply);
      case Expr.NormTangent _ ->
          throw new IllegalArgumentException(
              "Tangent: the equations are derived already, expected those of a cell");
    };
  }

  private @Nullable Expr derive(Expr.Apply apply) {
    List<Slope> slopes = Slope.of(apply.op(), apply.alpha(), apply.beta());
    Expr total = null;
    for (int i = 0; i < slopes.size(); i++) {
      Expr change = change(apply.operands().get(i));
      if (change != null) {
        total = sum(total, along(slopes.get(i), change, apply));
      }
    }
    return total;
  }

  private static Expr along(Slope slope, Expr change, Expr.Apply apply) {
    Expr value = change;
    for (Slope.Factor factor : slope.factors()) {
      List<Expr> operands = new ArrayList<>(List.of(value));
      switch (factor.place()) {
        case NONE -> {}
        case X -> operands.add(apply.operands().get(0));
        case Y -> operands.add(apply.operands().get(1));
        case RESULT -> operands.add(apply);
      }
      value = new Expr.Apply(factor.op(), factor.alpha(), factor.beta(), operands);
    }
    return value;
  }

  private static @Nullable Expr sum(@Nullable Expr one, @Nullable Expr other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return apply(Op.ADD, one, other);
  }

  private static Expr apply(Op op, Expr... operands) {
    return new Expr.Apply(op, 0, 0, List.of(operands));
  }
}
