package rnn4j.io.keras;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The weights of one direction as Keras has them.
///
/// @param kernel of the input, (inputSize, gates * units)
/// @param recurrentKernel of the hidden state, (units, gates * units)
/// @param bias (gates * units), or (2, gates * units) of a GRU that resets after the product, or (2
///   * gates * units) as CuDNN has it
record KerasWeights(Tensor kernel, Tensor recurrentKernel, @Nullable Tensor bias) {

  /// Returns the parameters of a cell by PyTorch's names.
  Map<String, Tensor> ofCell(KerasOptions options) {
    int gates = options.kind().gates();
    int units = options.units();
    // r, z, n of z, r, h; the others' order is PyTorch's
    int[] order = options.kind() == KerasKind.GRU ? new int[] {1, 0, 2} : null;
    Tensor ofInput = options.cudnn() ? cudnnKernel(gates, units) : kernel.t();
    Tensor ofState = options.cudnn() ? cudnnRecurrent(gates) : recurrentKernel.t();
    Map<String, Tensor> cell = new LinkedHashMap<>();
    cell.put("weight_ih", ordered(ofInput, gates, order));
    Tensor ordered = ordered(ofState, gates, order);
    if (options.kind() == KerasKind.GRU && !options.resetAfter()) {
      cell.put("weight_hh", ordered.slice(0, 0, 2 * units));
      cell.put("weight_hn", ordered.slice(0, 2 * units, 3 * units));
    } else {
      cell.put("weight_hh", ordered);
    }
    if (bias != null) {
      int width = gates * units;
      boolean isTwo = bias.numel() == 2 * width;
      Tensor rows = bias.reshape(isTwo ? 2 : 1, width);
      cell.put("bias_ih", ordered(rows.select(0, 0), gates, order));
      cell.put(
          "bias_hh",
          isTwo ? ordered(rows.select(0, 1), gates, order) : Tensor.zeros(bias.dtype(), width));
    }
    return cell;
  }

  /// CuDNN's matrix of a gate is (units, inputSize); Keras keeps its elements in this order, but
  /// calls it (inputSize, units).
  private Tensor cudnnKernel(int gates, int units) {
    int inputSize = kernel.size(0);
    return Tensor.concat(
        0, kernel.chunk(gates, 1).stream().map(gate -> gate.reshape(units, inputSize)).toList());
  }

  /// As [#cudnnKernel]; the matrix is square.
  private Tensor cudnnRecurrent(int gates) {
    return Tensor.concat(0, recurrentKernel.chunk(gates, 1));
  }

  private static Tensor ordered(Tensor rows, int gates, int @Nullable [] order) {
    if (order == null) {
      return rows;
    }
    List<Tensor> parts = rows.chunk(gates, 0);
    return Tensor.concat(0, Arrays.stream(order).mapToObj(parts::get).toList());
  }
}
