package rnn4j.cell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.Expr;
import rnn4j.engine.program.Slices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// One time step, in which a [Cell] writes down its equations.
///
/// Every mistake is reported here, where the equations are written, as an
/// [IllegalArgumentException].
public final class Step {
  private final Value input;
  private final Map<String, Value> states = new LinkedHashMap<>();
  private final Map<String, Value> next = new LinkedHashMap<>();
  private final Map<String, Value> kept = new LinkedHashMap<>();
  private final Map<String, Value> parts = new LinkedHashMap<>();
  private final StepParameters parameters = new StepParameters();
  private final Map<Shape, Weight> ones = new HashMap<>();
  private final StepNoise noise;
  private final Slices slices = new Slices();
  private @Nullable Value output;

  /// @param regularization what noise is added to the equations
  /// @param training whether it is noise, or its expectation
  Step(int inputSize, Regularization regularization, boolean training) {
    requirePositive("the input", inputSize);
    this.input = new Value(this, new Expr.Input(inputSize));
    this.noise = new StepNoise(this, regularization, training);
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
      throw new IllegalArgumentException(
          describe("state " + name + " is declared twice, expected once"));
    }
    return state;
  }

  /// Declares a weight matrix, which begins as the layer decides.
  ///
  /// @param name as in checkpoints, without the layer, such as `weight_ih`
  public Weight weight(String name, int rows, int columns) {
    return declareWeight(name, rows, columns, null);
  }

  /// Declares a weight matrix.
  ///
  /// @param initializer how it begins
  public Weight weight(String name, int rows, int columns, Initializer initializer) {
    return declareWeight(name, rows, columns, initializer);
  }

  private Weight declareWeight(
      String name, int rows, int columns, @Nullable Initializer initializer) {
    requirePositive(name, rows);
    requirePositive(name, columns);
    int parameter = declare(name, Shape.of(rows, columns), initializer);
    return new Weight(this, name, parameter, rows, columns);
  }

  /// Declares a vector of parameters, the same for all sequences: a bias, or a diagonal weight. It
  /// begins as the layer decides.
  public Value vector(String name, int width) {
    return declareVector(name, width, null);
  }

  /// Declares a vector of parameters, the same for all sequences.
  ///
  /// @param initializer how it begins
  public Value vector(String name, int width, Initializer initializer) {
    return declareVector(name, width, initializer);
  }

  private Value declareVector(String name, int width, @Nullable Initializer initializer) {
    requirePositive(name, width);
    int parameter = declare(name, Shape.of(width), initializer);
    return new Value(this, new Expr.Vector(parameter, 0, width));
  }

  /// Returns a matrix that stands in the equations and is not trained, such as those of a Legendre
  /// memory. It is no parameter of the layer.
  ///
  /// @param elements (rows, columns); converted to the layer's element type
  public Weight constantWeight(Tensor elements) {
    if (elements.dim() != 2) {
      throw new IllegalArgumentException(
          describe(
              "a constant weight has shape " + elements.shape() + ", expected (rows, columns)"));
    }
    int rows = elements.size(0);
    int columns = elements.size(1);
    requirePositive("a constant weight", Math.min(rows, columns));
    int number = parameters.add(elements.detach().copy());
    return new Weight(this, "a constant weight", number, rows, columns);
  }

  /// Returns a vector that stands in the equations and is not trained, the same for all sequences.
  /// It is no parameter of the layer.
  ///
  /// @param elements (width); converted to the layer's element type
  public Value constantVector(Tensor elements) {
    if (elements.dim() != 1) {
      throw new IllegalArgumentException(
          describe("a constant vector has shape " + elements.shape() + ", expected (width)"));
    }
    requirePositive("a constant vector", elements.size(0));
    int number = parameters.add(elements.detach().copy());
    return new Value(this, new Expr.Vector(number, 0, elements.size(0)));
  }

  /// Returns a matrix of ones, the same for each shape.
  Weight ones(int rows, int columns) {
    return ones.computeIfAbsent(
        Shape.of(rows, columns), _ -> constantWeight(Tensor.ones(rows, columns)));
  }

  /// Sets the value of a state after this step.
  public void next(String name, Value value) {
    requireOwn(value);
    Value state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          describe(
              "a next value is given to state " + name + ", expected one of " + states.keySet()));
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
      throw new IllegalArgumentException(
          describe("state " + name + " gets two next values, expected one"));
    }
  }

  void name(String name, Value value) {
    if (parts.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(
          describe("two values are named " + name + ", expected different names"));
    }
  }

  /// Returns the parts that have a name, and the states after the step under theirs.
  Map<String, Expr> parts() {
    Map<String, Expr> all = new LinkedHashMap<>();
    parts.forEach((name, value) -> all.put(name, value.expr()));
    List<Expr> after = nextStates();
    int s = 0;
    for (String state : states.keySet()) {
      all.put(state, after.get(s++));
    }
    return all;
  }

  /// Sets the output of this step.
  public void output(Value value) {
    requireOwn(value);
    if (output != null) {
      throw new IllegalArgumentException(describe("the step gets two outputs, expected one"));
    }
    output = value;
  }

  StepParameters parameters() {
    return parameters;
  }

  List<Mask> masks() {
    return noise.masks();
  }

  Map<String, Value> states() {
    return states;
  }

  /// Returns the next value of every state, in the order of declaration.
  List<Expr> nextStates() {
    if (states.isEmpty()) {
      throw new IllegalArgumentException(describe("the step has no state, expected at least one"));
    }
    List<Expr> values = new ArrayList<>();
    for (String name : states.keySet()) {
      Value value = next.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            describe("state " + name + " has no next value, expected a call of next"));
      }
      values.add(kept(name, value).expr());
    }
    return values;
  }

  @SuppressWarnings("ReferenceEquality") // expressions are compared by identity
  Expr outputExpr() {
    if (output == null) {
      throw new IllegalArgumentException(
          describe("the step has no output, expected a call of output"));
    }
    // A layer whose output is a state puts out what becomes of the state.
    for (Map.Entry<String, Value> state : next.entrySet()) {
      if (state.getValue().expr() == output.expr()) {
        return kept(state.getKey(), output).expr();
      }
    }
    return output.expr();
  }

  Slices slices() {
    return slices;
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

  /// Returns the next value of a state after zoneout.
  private Value kept(String name, Value value) {
    return kept.computeIfAbsent(
        name, _ -> noise.zoneout(name, requireNonNull(states.get(name)), value));
  }

  /// Returns what a weight matrix is multiplied with.
  Value factor(Value value, int parameter) {
    Expr expr = value.expr() instanceof Expr.View view ? view.source() : value.expr();
    if (!(expr instanceof Expr.State) || parameters.isConstant(parameter)) {
      return value;
    }
    parameters.setRecurrent(parameter);
    return noise.dropped(value);
  }

  private int declare(String name, Shape shape, @Nullable Initializer initializer) {
    if (parameters.specs().stream().anyMatch(parameter -> parameter.name().equals(name))) {
      throw new IllegalArgumentException(
          describe("parameter " + name + " is declared twice, expected once"));
    }
    return parameters.add(new ParameterSpec(name, shape, initializer, false));
  }

  private void requirePositive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          describe(what + " has size " + size + ", expected at least 1"));
    }
  }
}
