package rnn4j.cell;

import java.util.function.UnaryOperator;

/// What a GRU's equations may be given beyond the textbook's: other functions and a limit. Values
/// never change; each `withX` returns a changed copy.
///
/// @param gateActivation of r and z, such as `Value::sigmoid`
/// @param candidateActivation of n
/// @param gateClip limit of the sums that the activations are applied to, as ONNX's `clip`;
///   infinite for none
public record GruOptions(
    UnaryOperator<Value> gateActivation,
    UnaryOperator<Value> candidateActivation,
    double gateClip) {

  /// The textbook's functions, and no limit.
  public static final GruOptions DEFAULT =
      new GruOptions(Value::sigmoid, Value::tanh, Double.POSITIVE_INFINITY);

  /// Checks the limit.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public GruOptions {
    if (!(gateClip > 0)) {
      throw new IllegalArgumentException(
          "GruOptions: gateClip is %s, expected more than 0".formatted(gateClip));
    }
  }

  /// Returns these options with other functions.
  public GruOptions withActivations(UnaryOperator<Value> gate, UnaryOperator<Value> candidate) {
    return new GruOptions(gate, candidate, gateClip);
  }

  /// Returns these options with another limit of the sums.
  public GruOptions withGateClip(double limit) {
    return new GruOptions(gateActivation, candidateActivation, limit);
  }

  Value gate(Value sum) {
    return gateActivation.apply(limited(sum));
  }

  Value candidate(Value sum) {
    return candidateActivation.apply(limited(sum));
  }

  private Value limited(Value sum) {
    return Double.isInfinite(gateClip) ? sum : sum.clip(-gateClip, gateClip);
  }
}
