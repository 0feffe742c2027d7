package rnn4j.cell;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.program.Expr;
import rnn4j.kernel.Op;

/// A value in a cell's equations: for each sequence of the batch, a row of `width` numbers. All
/// operations work element by element, on values of one width.
public final class Value {
  private final Step step;
  private final Expr expr;

  Value(Step step, Expr expr) {
    this.step = step;
    this.expr = expr;
  }

  Expr expr() {
    return expr;
  }

  Step step() {
    return step;
  }

  /// Gives this value a name, under which it can be looked at when the layer runs, and returns it.
  ///
  /// @throws IllegalArgumentException if the step has a part of that name
  public Value named(String name) {
    step.name(name, this);
    return this;
  }

  /// Returns how many numbers a row has.
  public int width() {
    return expr.width();
  }

  /// Returns `this + other`.
  public Value plus(Value other) {
    return apply(Op.ADD, other);
  }

  /// Returns `this + constant`.
  public Value plus(double constant) {
    return apply(Op.SCALE, 1, constant);
  }

  /// Returns `this - constant`.
  public Value minus(double constant) {
    return plus(-constant);
  }

  /// Returns `-this`.
  public Value neg() {
    return times(-1);
  }

  /// Returns `this - other`.
  public Value minus(Value other) {
    return apply(Op.SUB, other);
  }

  /// Returns `this * other`.
  public Value times(Value other) {
    return apply(Op.MUL, other);
  }

  /// Returns `this * constant`.
  public Value times(double constant) {
    return apply(Op.SCALE, constant, 0);
  }

  /// Returns `this / other`.
  public Value div(Value other) {
    return apply(Op.DIV, other);
  }

  /// Returns `this / constant`, which is `this * (1 / constant)`.
  public Value div(double constant) {
    return times(1 / constant);
  }

  /// Returns the larger one, element by element, as `other + relu(this - other)`.
  public Value max(Value other) {
    return other.plus(minus(other).relu());
  }

  /// Returns the smaller one, element by element, as `other - relu(other - this)`.
  public Value min(Value other) {
    return other.minus(other.minus(this).relu());
  }

  /// Returns `1 - this`.
  public Value oneMinus() {
    return apply(Op.SCALE, -1, 1);
  }

  /// Returns `1 / (1 + e^-this)`.
  public Value sigmoid() {
    return apply(Op.SIGMOID, 0, 0);
  }

  /// Returns the hyperbolic tangent.
  public Value tanh() {
    return apply(Op.TANH, 0, 0);
  }

  /// Returns `max(this, 0)`.
  public Value relu() {
    return apply(Op.RELU, 0, 0);
  }

  /// Returns `e^this`.
  public Value exp() {
    return apply(Op.EXP, 0, 0);
  }

  /// Returns this limited to `[low, high]`.
  ///
  /// @throws IllegalArgumentException if the limits are not in order
  public Value clip(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          step.describe(
              "a value is clipped to [" + low + ", " + high + "], expected limits in order"));
    }
    return apply(Op.CLIP, low, high);
  }

  /// Returns this where it is positive, otherwise `slope * this`.
  public Value leakyRelu(double slope) {
    return apply(Op.LEAKY_RELU, slope, 0);
  }

  /// Returns this where it is positive, otherwise `alpha * (e^this - 1)`.
  public Value elu(double alpha) {
    return apply(Op.ELU, alpha, 0);
  }

  /// Returns `this / (1 + |this|)`.
  public Value softsign() {
    return apply(Op.SOFTSIGN, 0, 0);
  }

  /// Returns `ln(1 + e^this)`.
  public Value softplus() {
    return apply(Op.SOFTPLUS, 0, 0);
  }

  /// Returns `slope * this + offset`, limited to `[0, 1]`: ONNX and older Keras have 0.2 and 0.5,
  /// PyTorch and newer Keras 1/6 and 0.5.
  public Value hardSigmoid(double slope, double offset) {
    return apply(Op.SCALE, slope, offset).clip(0, 1);
  }

  /// Returns the natural logarithm of this.
  public Value log() {
    return apply(Op.LOG, 0, 0);
  }

  /// Returns the square root of this.
  public Value sqrt() {
    return apply(Op.SQRT, 0, 0);
  }

  /// Returns the absolute value of this.
  public Value abs() {
    return apply(Op.ABS, 0, 0);
  }

  /// Returns the row with its mean subtracted, divided by its standard deviation: `(v - mean(v)) /
  /// sqrt(var(v) + eps)` (Ba, Kiros and Hinton 2016, arXiv:1607.06450). Multiply it with a vector
  /// and add another where the paper has a gain and a bias.
  ///
  /// @param eps added to the variance, such as 1e-5
  public Value layerNorm(double eps) {
    return new Value(step, new Expr.Norm(expr, eps));
  }

  /// Returns the sum of the row, one number for each sequence.
  public Value sum() {
    return step.ones(1, width()).times(this);
  }

  /// Returns a row that repeats this one number, such as a parameter that all elements share.
  ///
  /// @param width of the row
  /// @throws IllegalArgumentException if this has more than one number
  public Value expand(int width) {
    if (width() != 1) {
      throw new IllegalArgumentException(
          step.describe("a value of width " + width() + " is expanded, expected width 1"));
    }
    return step.ones(width, 1).times(this);
  }

  /// Returns `count` parts of equal width, in order.
  ///
  /// @throws IllegalArgumentException if the width cannot be divided so
  public List<Value> chunk(int count) {
    if (count < 1 || width() % count != 0) {
      throw new IllegalArgumentException(
          step.describe(
              "a value of width "
                  + width()
                  + " is divided into "
                  + count
                  + " parts, expected a width that is a multiple of it"));
    }
    int part = width() / count;
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Value(step, step.slices().of(expr, i * part, part)));
    }
    return parts;
  }

  private Value apply(Op op, double alpha, double beta) {
    return new Value(step, new Expr.Apply(op, alpha, beta, List.of(expr)));
  }

  private Value apply(Op op, Value other) {
    step.requireOwn(other);
    if (other.width() != width()) {
      throw new IllegalArgumentException(
          step.describe(
              "values of width "
                  + width()
                  + " and "
                  + other.width()
                  + " meet in "
                  + op
                  + ", expected one width"));
    }
    return new Value(step, new Expr.Apply(op, 0, 0, List.of(expr, other.expr)));
  }
}
