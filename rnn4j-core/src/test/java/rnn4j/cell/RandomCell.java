package rnn4j.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import rnn4j.tensor.Tensor;

/// A cell drawn at random, and what its equations mean: the same equations as operations on
/// tensors, one step of one sequence at a time.
///
/// Every value carries a bound of its magnitude, so that no cell overflows, whatever the number of
/// steps.
final class RandomCell implements Cell {
  private static final double STATE_BOUND = 2;
  private static final double VALUE_BOUND = 8;

  private enum Kind {
    INPUT,
    STATE,
    VECTOR,
    PRODUCT,
    CHUNK,
    PLUS,
    MINUS,
    TIMES,
    DIV,
    PLUS_CONSTANT,
    TIMES_CONSTANT,
    ONE_MINUS,
    SIGMOID,
    TANH,
    RELU,
    EXP,
    CLIP,
    LEAKY_RELU,
    ELU,
    SOFTSIGN,
    SOFTPLUS,
    HARD_SIGMOID,
    LOG,
    SQRT,
    ABS,
    LAYER_NORM
  }

  /// One equation.
  ///
  /// @param bound of the magnitude of the value
  /// @param index which state, parameter or chunk
  /// @param operands numbers of other equations
  private record Node(
      Kind kind, int width, double bound, int index, double a, double b, List<Integer> operands) {}

  private record Matrix(int rows, int columns) {}

  private final SplittableRandom draw;
  private final int inputSize;
  private final List<Integer> stateSizes;
  private final List<Object> parameters = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> next = new ArrayList<>();
  private final int output;

  /// @param scale all widths are multiples of it
  RandomCell(SplittableRandom draw, int scale) {
    this.draw = draw;
    this.inputSize = width(scale);
    this.stateSizes = IntStream.range(0, draw.nextInt(1, 4)).mapToObj(_ -> width(scale)).toList();
    add(new Node(Kind.INPUT, inputSize, 1, 0, 0, 0, List.of()));
    for (int s = 0; s < stateSizes.size(); s++) {
      add(new Node(Kind.STATE, stateSizes.get(s), STATE_BOUND, s, 0, 0, List.of()));
    }
    int equations = draw.nextInt(1, 16);
    for (int i = 0; i < equations; i++) {
      switch (draw.nextInt(9)) {
        case 0 -> addGates(width(scale));
        case 1 -> addCrossedGates(width(scale));
        case 2, 8 -> addSum(width(scale));
        case 3 -> addProduct(width(scale));
        case 4 -> addChunk();
        case 5 -> addUnary();
        default -> addBinary(width(scale));
      }
    }
    for (int size : stateSizes) {
      next.add(bounded(result(size), STATE_BOUND));
    }
    output = draw.nextInt(3) == 0 ? draw.nextInt(nodes.size()) : result(width(scale));
  }

  int inputSize() {
    return inputSize;
  }

  int outputSize() {
    return nodes.get(output).width;
  }

  List<Integer> stateSizes() {
    return stateSizes;
  }

  // ---- Drawing

  private int width(int scale) {
    return scale * List.of(1, 2, 3, 4, 6).get(draw.nextInt(5));
  }

  /// Adds an equation and returns the number of one whose value is not too large.
  private int add(Node node) {
    nodes.add(node);
    return bounded(nodes.size() - 1, VALUE_BOUND);
  }

  private int bounded(int number, double bound) {
    Node node = nodes.get(number);
    if (node.bound <= bound) {
      return number;
    }
    return switch (draw.nextInt(4)) {
      case 0 -> add(new Node(Kind.TANH, node.width, 1, 0, 0, 0, List.of(number)));
      case 1 -> add(new Node(Kind.SIGMOID, node.width, 1, 0, 0, 0, List.of(number)));
      case 2 -> add(new Node(Kind.CLIP, node.width, 1.5, 0, -0.7, 1.5, List.of(number)));
      default -> {
        double factor = bound / node.bound;
        yield add(new Node(Kind.TIMES_CONSTANT, node.width, bound, 0, factor, 0, List.of(number)));
      }
    };
  }

  /// Returns an equation of a width, one of the last ones if there are such.
  private int of(int width) {
    List<Integer> found = having(node -> node.width == width);
    return switch (draw.nextInt(8)) {
      case 0 -> addVector(width);
      case 1 -> addProduct(width);
      default -> found.isEmpty() ? addProduct(width) : recent(found);
    };
  }

  /// Returns an equation of a width that makes good use of what has been computed.
  private int result(int width) {
    List<Integer> found = having(node -> node.width == width);
    return found.isEmpty() || draw.nextInt(4) == 0 ? addSum(width) : recent(found);
  }

  private List<Integer> having(Predicate<Node> condition) {
    return IntStream.range(0, nodes.size())
        .filter(i -> condition.test(nodes.get(i)))
        .boxed()
        .toList();
  }

  private int recent(List<Integer> found) {
    int first = draw.nextBoolean() ? 0 : found.size() / 2;
    return found.get(draw.nextInt(first, found.size()));
  }

  private int addVector(int width) {
    int parameter = parameter(width);
    return add(new Node(Kind.VECTOR, width, 1, parameter, 0, 0, List.of()));
  }

  /// Returns a parameter of a shape, often one that is used already.
  private int parameter(Object shape) {
    int known = parameters.indexOf(shape);
    if (known >= 0 && draw.nextInt(3) == 0) {
      return known;
    }
    parameters.add(shape);
    return parameters.size() - 1;
  }

  private int addProduct(int rows) {
    int source = draw.nextInt(nodes.size());
    Node node = nodes.get(source);
    int parameter = parameter(new Matrix(rows, node.width));
    double bound = node.bound * Math.sqrt(node.width);
    return add(new Node(Kind.PRODUCT, rows, bound, parameter, 0, 0, List.of(source)));
  }

  /// Adds what most cells begin with: parts of a sum of products, each with its own activation.
  private void addGates(int width) {
    int count = draw.nextInt(2, 5);
    int sum = addProduct(count * width);
    int terms = draw.nextInt(3);
    for (int i = 0; i < terms; i++) {
      int term = draw.nextInt(3) == 0 ? addVector(count * width) : addProduct(count * width);
      sum = addPlus(sum, term);
    }
    if (draw.nextInt(4) == 0) {
      sum = addNorm(sum);
    }
    for (int i = 0; i < count; i++) {
      int gate = addPart(sum, count, i);
      switch (draw.nextInt(4)) {
        case 0 -> add(new Node(Kind.SIGMOID, width, 1, 0, 0, 0, List.of(gate)));
        case 1 -> add(new Node(Kind.TANH, width, 1, 0, 0, 0, List.of(gate)));
        case 2 -> addPlus(gate, of(width));
        default -> {} // as it is
      }
    }
  }

  private int addNorm(int x) {
    int width = nodes.get(x).width;
    return add(new Node(Kind.LAYER_NORM, width, Math.sqrt(width), 0, 0.1, 0, List.of(x)));
  }

  /// Adds sums of parts of two products, the parts not always those that stand at the same place.
  private void addCrossedGates(int width) {
    int count = draw.nextInt(2, 4);
    int one = addProduct(count * width);
    int other = addProduct(count * width);
    for (int i = 0; i < count; i++) {
      int part = addPart(one, count, draw.nextBoolean() ? i : draw.nextInt(count));
      switch (draw.nextInt(4)) {
        case 0 -> addPart(other, count, i);
        case 1 -> addPlus(part, of(width));
        default -> addPlus(part, addPart(other, count, draw.nextBoolean() ? i : count - 1 - i));
      }
    }
  }

  private int addPart(int number, int count, int index) {
    Node whole = nodes.get(number);
    int width = whole.width / count;
    return add(new Node(Kind.CHUNK, width, whole.bound, index, count, 0, List.of(number)));
  }

  /// Adds a sum of several terms, shared and not.
  private int addSum(int width) {
    int sum = of(width);
    int terms = draw.nextInt(1, 5);
    for (int i = 0; i < terms; i++) {
      int term =
          switch (draw.nextInt(4)) {
            case 0 -> addTimes(of(width), of(width));
            case 1 -> addProduct(width);
            default -> of(width);
          };
      sum = draw.nextBoolean() ? addPlus(sum, term) : addPlus(term, sum);
    }
    return sum;
  }

  private int addPlus(int x, int y) {
    double bound = nodes.get(x).bound + nodes.get(y).bound;
    return add(new Node(Kind.PLUS, nodes.get(x).width, bound, 0, 0, 0, List.of(x, y)));
  }

  private int addTimes(int x, int y) {
    double bound = nodes.get(x).bound * nodes.get(y).bound;
    return add(new Node(Kind.TIMES, nodes.get(x).width, bound, 0, 0, 0, List.of(x, y)));
  }

  private void addChunk() {
    int count = draw.nextInt(2, 4);
    List<Integer> found = having(node -> node.width % count == 0);
    if (!found.isEmpty()) {
      addPart(recent(found), count, draw.nextInt(count));
    }
  }

  private void addBinary(int width) {
    int x = of(width);
    int y = draw.nextInt(8) == 0 ? x : of(width);
    switch (draw.nextInt(4)) {
      case 0 -> {
        double bound = nodes.get(x).bound + nodes.get(y).bound;
        add(new Node(Kind.MINUS, width, bound, 0, 0, 0, List.of(x, y)));
      }
      case 1 -> {
        List<Integer> operands = List.of(x, positive(y));
        add(new Node(Kind.DIV, width, 2 * nodes.get(x).bound, 0, 0, 0, operands));
      }
      default -> addTimes(x, y);
    }
  }

  /// Returns an equation with values in [0.5, 1.5].
  private int positive(int x) {
    int width = nodes.get(x).width;
    int sigmoid = add(new Node(Kind.SIGMOID, width, 1, 0, 0, 0, List.of(x)));
    return add(new Node(Kind.PLUS_CONSTANT, width, 1.5, 0, 0.5, 0, List.of(sigmoid)));
  }

  private void addUnary() {
    int x = draw.nextInt(nodes.size());
    int width = nodes.get(x).width;
    double bound = nodes.get(x).bound;
    List<Integer> operand = List.of(x);
    switch (draw.nextInt(17)) {
      case 0 -> add(new Node(Kind.SIGMOID, width, 1, 0, 0, 0, operand));
      case 1 -> add(new Node(Kind.TANH, width, 1, 0, 0, 0, operand));
      case 2 -> add(new Node(Kind.RELU, width, bound, 0, 0, 0, operand));
      case 3 -> add(new Node(Kind.CLIP, width, 0.5, 0, -0.3, 0.5, operand));
      case 4 -> add(new Node(Kind.ONE_MINUS, width, bound + 1, 0, 0, 0, operand));
      case 5 -> add(new Node(Kind.PLUS_CONSTANT, width, bound + 0.25, 0, -0.25, 0, operand));
      case 6 -> add(new Node(Kind.TIMES_CONSTANT, width, 1.5 * bound, 0, -1.5, 0, operand));
      case 7 -> add(new Node(Kind.LEAKY_RELU, width, bound, 0, 0.1, 0, operand));
      case 8 -> add(new Node(Kind.ELU, width, Math.max(bound, 0.7), 0, 0.7, 0, operand));
      case 9 -> add(new Node(Kind.SOFTSIGN, width, 1, 0, 0, 0, operand));
      case 10 -> add(new Node(Kind.SOFTPLUS, width, bound + 1, 0, 0, 0, operand));
      case 11 -> add(new Node(Kind.HARD_SIGMOID, width, 1, 0, 0.2, 0.5, operand));
      case 12 -> add(new Node(Kind.LOG, width, 1, 0, 0, 0, List.of(positive(x))));
      case 13 -> add(new Node(Kind.SQRT, width, 1.5, 0, 0, 0, List.of(positive(x))));
      case 14 -> add(new Node(Kind.ABS, width, bound, 0, 0, 0, operand));
      case 15 -> addNorm(x);
      default -> {
        if (bound <= 2) {
          add(new Node(Kind.EXP, width, Math.exp(bound), 0, 0, 0, operand));
        }
      }
    }
  }

  /// Draws values for the parameters; those of a matrix make no product larger than its bound.
  List<Tensor> drawParameters() {
    List<Tensor> values = new ArrayList<>();
    for (Object shape : parameters) {
      if (shape instanceof Matrix(int rows, int columns)) {
        double limit = 1 / Math.sqrt(columns);
        double[] elements = draw.doubles((long) rows * columns, -limit, limit).toArray();
        values.add(Tensor.of(elements, rows, columns));
      } else {
        int width = (Integer) shape;
        values.add(Tensor.of(draw.doubles(width, -1, 1).toArray(), width));
      }
    }
    return values;
  }

  // ---- As equations

  @Override
  public void define(Step step) {
    List<Value> states = new ArrayList<>();
    for (int s = 0; s < stateSizes.size(); s++) {
      states.add(step.state("s" + s, stateSizes.get(s)));
    }
    List<Object> declared = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p++) {
      declared.add(
          parameters.get(p) instanceof Matrix(int rows, int columns)
              ? step.weight("p" + p, rows, columns)
              : step.vector("p" + p, (Integer) parameters.get(p)));
    }
    List<Value> values = new ArrayList<>();
    for (Node node : nodes) {
      values.add(define(step, states, declared, values, node));
    }
    for (int s = 0; s < next.size(); s++) {
      step.next("s" + s, values.get(next.get(s)));
    }
    step.output(values.get(output));
  }

  private static Value define(
      Step step, List<Value> states, List<Object> parameters, List<Value> values, Node node) {
    List<Value> operands = node.operands.stream().map(values::get).toList();
    Value x = operands.isEmpty() ? step.input() : operands.getFirst();
    Value y = operands.isEmpty() ? step.input() : operands.getLast();
    return switch (node.kind) {
      case INPUT -> step.input();
      case STATE -> states.get(node.index);
      case VECTOR -> (Value) parameters.get(node.index);
      case PRODUCT -> ((Weight) parameters.get(node.index)).times(x);
      case CHUNK -> x.chunk((int) node.a).get(node.index);
      case PLUS -> x.plus(y);
      case MINUS -> x.minus(y);
      case TIMES -> x.times(y);
      case DIV -> x.div(y);
      case PLUS_CONSTANT -> x.plus(node.a);
      case TIMES_CONSTANT -> x.times(node.a);
      case ONE_MINUS -> x.oneMinus();
      case SIGMOID -> x.sigmoid();
      case TANH -> x.tanh();
      case RELU -> x.relu();
      case EXP -> x.exp();
      case CLIP -> x.clip(node.a, node.b);
      case LEAKY_RELU -> x.leakyRelu(node.a);
      case ELU -> x.elu(node.a);
      case SOFTSIGN -> x.softsign();
      case SOFTPLUS -> x.softplus();
      case HARD_SIGMOID -> x.hardSigmoid(node.a, node.b);
      case LOG -> x.log();
      case SQRT -> x.sqrt();
      case ABS -> x.abs();
      case LAYER_NORM -> x.layerNorm(node.a);
    };
  }

  // ---- As operations on tensors

  /// What one step computes.
  record StepResult(List<Tensor> next, Tensor output) {}

  /// Evaluates one step of one sequence.
  ///
  /// @param input (1, inputSize)
  /// @param states (1, size) each
  StepResult evaluate(List<Tensor> parameters, Tensor input, List<Tensor> states) {
    List<Tensor> values = new ArrayList<>();
    for (Node node : nodes) {
      values.add(evaluate(parameters, input, states, values, node));
    }
    return new StepResult(next.stream().map(values::get).toList(), values.get(output));
  }

  private static Tensor evaluate(
      List<Tensor> parameters, Tensor input, List<Tensor> states, List<Tensor> values, Node node) {
    List<Tensor> operands = node.operands.stream().map(values::get).toList();
    Tensor x = operands.isEmpty() ? input : operands.getFirst();
    Tensor y = operands.isEmpty() ? input : operands.getLast();
    return switch (node.kind) {
      case INPUT -> input;
      case STATE -> states.get(node.index);
      case VECTOR -> parameters.get(node.index).unsqueeze(0);
      case PRODUCT -> x.linear(parameters.get(node.index));
      case CHUNK -> x.chunk((int) node.a, 1).get(node.index);
      case PLUS -> x.plus(y);
      case MINUS -> x.minus(y);
      case TIMES -> x.times(y);
      case DIV -> x.div(y);
      case PLUS_CONSTANT -> x.plus(node.a);
      case TIMES_CONSTANT -> x.times(node.a);
      case ONE_MINUS -> x.neg().plus(1);
      case SIGMOID -> x.sigmoid();
      case TANH -> x.tanh();
      case RELU -> x.relu();
      case EXP -> x.exp();
      case CLIP -> x.clip(node.a, node.b);
      case LEAKY_RELU -> x.times(node.a).plus(x.relu().times(1 - node.a));
      case ELU -> x.relu().plus(x.clip(-100, 0).exp().minus(1).times(node.a));
      case SOFTSIGN -> x.div(x.abs().plus(1));
      case SOFTPLUS -> x.exp().plus(1).log();
      case HARD_SIGMOID -> x.times(node.a).plus(node.b).clip(0, 1);
      case LOG -> x.log();
      case SQRT -> x.sqrt();
      case ABS -> x.abs();
      case LAYER_NORM -> {
        Tensor centred = x.minus(x.mean(1).unsqueeze(1));
        yield centred.div(centred.times(centred).mean(1).unsqueeze(1).plus(node.a).sqrt());
      }
    };
  }

  /// Returns the equations, one on a line.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < nodes.size(); i++) {
      text.append('\n').append(i).append(": ").append(nodes.get(i));
    }
    return text + "\nnext " + next + ", output " + output;
  }
}
