package rnn4j.cell;

import java.util.function.UnaryOperator;

/// What an LSTM's equations may be given beyond the textbook's: other functions and limits. Values
/// never change; each `withX` returns a changed copy.
///
/// @param gateActivation of i, f and o, such as `Value::sigmoid`
/// @param cellActivation of the candidate g
/// @param outputActivation of the cell state, before the output gate
/// @param gateClip limit of the sums that the activations are applied to, as ONNX's `clip`;
///   infinite for none
/// @param cellClip limit of the cell state (Sak, Senior and Beaufays 2014); infinite for none
/// @param projClip limit of the projected hidden state; infinite for none
public record LstmOptions(
    UnaryOperator<Value> gateActivation,
    UnaryOperator<Value> cellActivation,
    UnaryOperator<Value> outputActivation,
    double gateClip,
    double cellClip,
    double projClip) {

  /// The textbook's functions, and no limits.
  public static final LstmOptions DEFAULT =
      new LstmOptions(
          Value::sigmoid,
          Value::tanh,
          Value::tanh,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if one is not positive
  public LstmOptions {
    requirePositive("gateClip", gateClip);
    requirePositive("cellClip", cellClip);
    requirePositive("projClip", projClip);
  }

  private static void requirePositive(String name, double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException(
          "LstmOptions: %s is %s, expected more than 0".formatted(name, limit));
    }
  }

  /// Returns these options with other functions.
  public LstmOptions withActivations(
      UnaryOperator<Value> gate, UnaryOperator<Value> cell, UnaryOperator<Value> output) {
    return new LstmOptions(gate, cell, output, gateClip, cellClip, projClip);
  }

  /// Returns these options with another limit of the gates' sums.
  public LstmOptions withGateClip(double limit) {
    return new LstmOptions(
        gateActivation, cellActivation, outputActivation, limit, cellClip, projClip);
  }

  /// Returns these options with another limit of the cell state.
  public LstmOptions withCellClip(double limit) {
    return new LstmOptions(
        gateActivation, cellActivation, outputActivation, gateClip, limit, projClip);
  }

  /// Returns these options with another limit of the projected state.
  public LstmOptions withProjClip(double limit) {
    return new LstmOptions(
        gateActivation, cellActivation, outputActivation, gateClip, cellClip, limit);
  }

  Value gate(Value sum) {
    return gateActivation.apply(limited(sum, gateClip));
  }

  Value candidate(Value sum) {
    return cellActivation.apply(limited(sum, gateClip));
  }

  Value cell(Value c) {
    return limited(c, cellClip);
  }

  Value output(Value c) {
    return outputActivation.apply(c);
  }

  Value projected(Value h) {
    return limited(h, projClip);
  }

  private static Value limited(Value value, double limit) {
    return Double.isInfinite(limit) ? value : value.clip(-limit, limit);
  }
}
