package rnn4j.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.Expr;
import rnn4j.tensor.Shape;

/// One time step, in which a [Cell] writes down its equations.
///
/// Every mistake is reported here, where the equations are written, as an
/// [IllegalArgumentException].
public final class Step {
  private final Value input;
  private final Map<String, Value> states = new LinkedHashMap<>();
  private final Map<String, Value> next = new LinkedHashMap<>();
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private @Nullable Value output;

  Step(int inputSize) {
    this.input = new Value(this, new Expr.Input(inputSize));
  }

  /// Returns the input `x_t`.
  public Value input() {
    return input;
  }

  /// Declares a state and returns it as the step before left it. It starts at zero unless another
  /// start is given to the layer.
  public Value state(String name, int width) {
    requirePositive("state " + name, width);
    var state = new Value(this, new Expr.State(states.size(), width));
    if (states.putIfAbsent(name, state) != null) {
      throw new IllegalArgumentException(describe("state " + name + " is declared twice"));
    }
    return state;
  }

  /// Declares a weight matrix.
  ///
  /// @param name as in checkpoints, without the layer, such as `weight_ih`
  public Weight weight(String name, int rows, int columns) {
    requirePositive(name, rows);
    requirePositive(name, columns);
    return new Weight(this, name, declare(name, Shape.of(rows, columns)), rows, columns);
  }

  /// Declares a vector of parameters, the same for all sequences: a bias, or a diagonal weight.
  public Value vector(String name, int width) {
    requirePositive(name, width);
    return new Value(this, new Expr.Vector(declare(name, Shape.of(width)), 0, width));
  }

  /// Sets the value of a state after this step.
  public void next(String name, Value value) {
    requireOwn(value);
    Value state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          describe("next value of state " + name + ", expected one of " + states.keySet()));
    }
    if (value.width() != state.width()) {
      throw new IllegalArgumentException(
          describe(
              "next value of state "
                  + name
                  + " has width "
                  + value.width()
                  + ", expected "
                  + state.width()));
    }
    if (next.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(describe("state " + name + " gets two next values"));
    }
  }

  /// Sets the output of this step.
  public void output(Value value) {
    requireOwn(value);
    if (output != null) {
      throw new IllegalArgumentException(describe("the step gets two outputs"));
    }
    output = value;
  }

  List<ParameterSpec> parameters() {
    return parameters;
  }

  Map<String, Value> states() {
    return states;
  }

  /// Returns the next value of every state, in the order of declaration.
  List<Expr> nextStates() {
    List<Expr> values = new ArrayList<>();
    for (String name : states.keySet()) {
      Value value = next.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            describe("state " + name + " has no next value, expected a call of next"));
      }
      values.add(value.expr());
    }
    return values;
  }

  Expr outputExpr() {
    if (output == null) {
      throw new IllegalArgumentException(
          describe("the step has no output, expected a call of output"));
    }
    return output.expr();
  }

  void requireOwn(Value value) {
    if (value.step() != this) {
      throw new IllegalArgumentException(
          describe("a value of another cell or layer is used, expected values of this step"));
    }
  }

  String describe(String fault) {
    return "Cell: " + fault;
  }

  private int declare(String name, Shape shape) {
    if (parameters.stream().anyMatch(parameter -> parameter.name().equals(name))) {
      throw new IllegalArgumentException(describe("parameter " + name + " is declared twice"));
    }
    parameters.add(new ParameterSpec(name, shape));
    return parameters.size() - 1;
  }

  private void requirePositive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          describe(what + " has size " + size + ", expected at least 1"));
    }
  }
}
