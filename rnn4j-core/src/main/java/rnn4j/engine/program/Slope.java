package rnn4j.engine.program;

import java.util.List;
import rnn4j.kernel.Op;

/// The derivative of a pointwise operation along one of its operands, which both directions of
/// differentiation multiply with: the backward pass a gradient, a [Tangent] a direction. It is a
/// row of factors, multiplied one after another; none is the slope 1.
///
/// @param factors in the order in which they are applied
record Slope(List<Factor> factors) {

  /// What a factor reads beside the value `v` that it is applied to: `op(v, place)`.
  enum Place {
    NONE,
    X,
    Y,
    RESULT
  }

  record Factor(Op op, double alpha, double beta, Place place) {
    static Factor of(Op op, Place place) {
      return new Factor(op, 0, 0, place);
    }

    static Factor scale(double factor) {
      return new Factor(Op.SCALE, factor, 0, Place.NONE);
    }
  }

  private static final Slope ONE = new Slope(List.of());

  private static Slope of(Factor... factors) {
    return new Slope(List.of(factors));
  }

  /// Returns the slopes of an operation along its operands, in their order.
  static List<Slope> of(Op op, double alpha, double beta) {
    return switch (op) {
      case COPY -> List.of(ONE);
      case ADD -> List.of(ONE, ONE);
      case SUB -> List.of(ONE, of(Factor.scale(-1)));
      case MUL -> List.of(of(Factor.of(Op.MUL, Place.Y)), of(Factor.of(Op.MUL, Place.X)));
      case FMA -> List.of(of(Factor.of(Op.MUL, Place.Y)), of(Factor.of(Op.MUL, Place.X)), ONE);
      case DIV ->
          List.of(
              of(Factor.of(Op.DIV, Place.Y)),
              of(Factor.of(Op.DIV, Place.Y), Factor.of(Op.MUL, Place.RESULT), Factor.scale(-1)));
      case SCALE -> List.of(of(Factor.scale(alpha)));
      case SIGMOID -> List.of(of(Factor.of(Op.SIGMOID_BACK, Place.RESULT)));
      case TANH -> List.of(of(Factor.of(Op.TANH_BACK, Place.RESULT)));
      case RELU -> List.of(of(Factor.of(Op.RELU_BACK, Place.RESULT)));
      case EXP -> List.of(of(Factor.of(Op.MUL, Place.RESULT)));
      case LOG -> List.of(of(Factor.of(Op.DIV, Place.X)));
      case SQRT -> List.of(of(Factor.of(Op.DIV, Place.RESULT), Factor.scale(0.5)));
      case ABS -> List.of(of(Factor.of(Op.ABS_BACK, Place.X)));
      case CLIP -> List.of(of(new Factor(Op.CLIP_BACK, alpha, beta, Place.X)));
      case LEAKY_RELU -> List.of(of(new Factor(Op.LEAKY_RELU_BACK, alpha, 0, Place.X)));
      case ELU -> List.of(of(new Factor(Op.ELU_BACK, alpha, 0, Place.X)));
      case SOFTSIGN -> List.of(of(Factor.of(Op.SOFTSIGN_BACK, Place.X)));
      case SOFTPLUS -> List.of(of(Factor.of(Op.SOFTPLUS_BACK, Place.X)));
      case LEAKY_RELU_BACK,
          ELU_BACK,
          SOFTSIGN_BACK,
          SOFTPLUS_BACK,
          SCALE_ADD,
          SIGMOID_BACK,
          TANH_BACK,
          RELU_BACK,
          ABS_BACK,
          CLIP_BACK ->
          throw new IllegalArgumentException(
              "Slope: " + op + " is for derivatives, expected an operation of a cell");
    };
  }

  /// Returns whether this slope reads the first operand, and not only the result.
  boolean readsX() {
    return factors.stream().anyMatch(factor -> factor.place() == Place.X);
  }
}
