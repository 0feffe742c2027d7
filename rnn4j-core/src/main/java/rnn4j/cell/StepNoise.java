package rnn4j.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.program.Expr;

/// Adds a [Regularization] to the equations of a step.
final class StepNoise {
  private final Step step;
  private final Regularization regularization;
  private final boolean training;
  private final List<Mask> masks = new ArrayList<>();
  private final Map<Expr, Value> dropped = new HashMap<>();

  StepNoise(Step step, Regularization regularization, boolean training) {
    this.step = step;
    this.regularization = regularization;
    this.training = training;
  }

  /// Returns the masks that the equations read, in the order in which the program asks for them.
  List<Mask> masks() {
    return masks;
  }

  /// Returns `next`, or where the mask is one `state`; in evaluation their expectation.
  Value zoneout(String name, Value state, Value next) {
    double p = regularization.zoneoutOf(name);
    if (p == 0) {
      return next;
    }
    Value change = state.minus(next);
    return training
        ? next.plus(mask(new Mask(state.width(), true, p)).times(change))
        : next.plus(change.times(p));
  }

  /// Returns a state as products see it: the same elements zeroed at all steps.
  Value dropped(Value state) {
    double p = regularization.stateDropout();
    if (p == 0 || !training) {
      return state;
    }
    return dropped.computeIfAbsent(
        state.expr(), _ -> state.times(mask(new Mask(state.width(), false, p))));
  }

  private Value mask(Mask mask) {
    masks.add(mask);
    return new Value(step, new Expr.Given(masks.size() - 1, mask.width(), mask.perStep()));
  }
}
