package rnn4j.io.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The weights of a node, as the operator has them.
///
/// @param w of the input, (numDirections, gates * hiddenSize, inputSize)
/// @param r of the hidden state, (numDirections, gates * hiddenSize, hiddenSize)
/// @param b biases, (numDirections, 2 * gates * hiddenSize), first those of the input
/// @param p peepholes i, o, f, (numDirections, 3 * hiddenSize)
record OnnxWeights(Tensor w, Tensor r, @Nullable Tensor b, @Nullable Tensor p) {

  /// Returns the parameters of one direction's cell by their names.
  Map<String, Tensor> ofDirection(OnnxOptions options, int direction) {
    RecurrentOperator operator = options.operator();
    int[] order = order(options);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("weight_ih", ordered(w.select(0, direction), operator, order));
    Tensor ofState = ordered(r.select(0, direction), operator, order);
    int hidden = options.hiddenSize();
    if (operator == RecurrentOperator.GRU && !options.linearBeforeReset()) {
      weights.put("weight_hh", ofState.slice(0, 0, 2 * hidden));
      weights.put("weight_hn", ofState.slice(0, 2 * hidden, 3 * hidden));
    } else {
      weights.put("weight_hh", ofState);
    }
    if (b != null) {
      List<Tensor> biases = b.select(0, direction).chunk(2, 0);
      weights.put("bias_ih", ordered(biases.get(0), operator, order));
      weights.put("bias_hh", ordered(biases.get(1), operator, order));
    }
    if (p != null) {
      List<Tensor> iof = p.select(0, direction).chunk(3, 0);
      weights.put("weight_ci", iof.get(0));
      if (!options.inputForget()) {
        weights.put("weight_cf", iof.get(2));
      }
      weights.put("weight_co", iof.get(1));
    }
    return weights;
  }

  /// Returns where our gates are in the operator's order.
  static int[] order(OnnxOptions options) {
    return switch (options.operator()) {
      // i, f, g, o of i, o, f, c; without f where it follows from i
      case LSTM -> options.inputForget() ? new int[] {0, 3, 1} : new int[] {0, 2, 3, 1};
      // r, z, n of z, r, h
      case GRU -> new int[] {1, 0, 2};
      case RNN -> new int[] {0};
    };
  }

  private static Tensor ordered(Tensor rows, RecurrentOperator operator, int[] order) {
    List<Tensor> gates = rows.chunk(operator.gates(), 0);
    return Tensor.concat(0, Arrays.stream(order).mapToObj(gates::get).toList());
  }
}
