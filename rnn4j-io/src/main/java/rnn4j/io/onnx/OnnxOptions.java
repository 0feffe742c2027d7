package rnn4j.io.onnx;

import java.util.List;
import rnn4j.cell.Direction;
import rnn4j.tensor.DType;

/// What a recurrent node of a model says of its layer.
///
/// @param operator the kind of layer
/// @param inputSize elements of the input at each step
/// @param hiddenSize elements of the hidden state
/// @param directions one, or forward and backward
/// @param activations three of each direction for an LSTM (gates, candidate, output), two for a GRU
///   (gates, candidate), one for an RNN
/// @param clip limit of the activations' arguments; infinite for none
/// @param bias whether there are biases
/// @param peepholes whether an LSTM's gates see the cell state
/// @param inputForget whether an LSTM's forget gate is one minus its input gate
/// @param linearBeforeReset whether a GRU's reset gate comes after the product, as in PyTorch
/// @param batchFirst whether the batch is the first dimension of everything, the operator's
///   `layout` 1
/// @param dtype type of the weights, input and states: double precision, or single for all others
public record OnnxOptions(
    RecurrentOperator operator,
    int inputSize,
    int hiddenSize,
    List<Direction> directions,
    List<OnnxActivation> activations,
    double clip,
    boolean bias,
    boolean peepholes,
    boolean inputForget,
    boolean linearBeforeReset,
    boolean batchFirst,
    DType dtype) {

  /// Creates the options.
  public OnnxOptions {
    directions = List.copyOf(directions);
    activations = List.copyOf(activations);
  }

  /// Returns the functions of one direction.
  List<OnnxActivation> activations(int direction) {
    int count = operator.activations();
    return activations.subList(direction * count, (direction + 1) * count);
  }

  /// Returns the name of the operator and what is not its default.
  @Override
  public String toString() {
    var text = new StringBuilder(operator.name());
    text.append(", input_size=").append(inputSize).append(", hidden_size=").append(hiddenSize);
    if (directions.size() == 2) {
      text.append(", bidirectional");
    } else if (directions.contains(Direction.BACKWARD)) {
      text.append(", reverse");
    }
    text.append(bias ? "" : ", no bias");
    text.append(peepholes ? ", peepholes" : "");
    text.append(inputForget ? ", input_forget" : "");
    if (operator == RecurrentOperator.GRU) {
      text.append(linearBeforeReset ? ", linear_before_reset" : "");
    }
    text.append(Double.isInfinite(clip) ? "" : ", clip=" + (float) clip);
    text.append(", activations=").append(activations);
    text.append(batchFirst ? ", layout=1" : "");
    text.append(dtype == DType.FLOAT64 ? ", float64" : "");
    return text.toString();
  }
}
