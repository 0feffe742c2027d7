package rnn4j.nn;

import java.util.List;
import rnn4j.kernel.Data;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// What the states of one stream consist of: for each layer, the cell's states one after another.
///
/// @param names of the cell's states
/// @param sizes their elements
record StateLayout(DType dtype, int numLayers, List<String> names, List<Integer> sizes) {

  /// Returns how many elements all states of all layers have.
  int numel() {
    return numLayers * sizes.stream().mapToInt(Integer::intValue).sum();
  }

  /// Returns zeros for all states.
  Data zeros() {
    return Tensor.zeros(dtype, numel()).data();
  }

  /// Returns where a state of a layer begins.
  int offset(int layer, int state) {
    int offset = layer * (numel() / numLayers);
    for (int s = 0; s < state; s++) {
      offset += sizes.get(s);
    }
    return offset;
  }

  /// Returns a line that tells two layouts apart, such as `float32, 2 layers of h=64, c=64`.
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(dtype).append(", ").append(numLayers).append(numLayers == 1 ? " layer" : " layers");
    for (int s = 0; s < names.size(); s++) {
      text.append(s == 0 ? " of " : ", ").append(names.get(s)).append('=').append(sizes.get(s));
    }
    return text.toString();
  }
}
