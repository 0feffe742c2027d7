package rnn4j.cell;

import java.util.List;
import rnn4j.tensor.Tensor;

/// How the outputs of two directions become one.
public enum Merge {
  /// Side by side, forward first.
  CONCATENATE,
  /// Added.
  SUM,
  /// Added and halved.
  AVERAGE,
  /// Multiplied, element by element.
  MULTIPLY;

  Tensor apply(List<Tensor> outputs) {
    if (outputs.size() == 1) {
      return outputs.getFirst();
    }
    return switch (this) {
      case CONCATENATE -> Tensor.concat(-1, outputs);
      case SUM -> outputs.get(0).plus(outputs.get(1));
      case AVERAGE -> outputs.get(0).plus(outputs.get(1)).times(0.5);
      case MULTIPLY -> outputs.get(0).times(outputs.get(1));
    };
  }

  /// Returns how the merged output changes when the outputs do.
  Tensor change(List<Tensor> outputs, List<Tensor> changes) {
    if (this != MULTIPLY || outputs.size() == 1) {
      return apply(changes); // linear
    }
    Tensor ofFirst = changes.get(0).times(outputs.get(1));
    return ofFirst.plus(outputs.get(0).times(changes.get(1)));
  }

  /// Returns the size of what comes out.
  int size(int directions, int outputSize) {
    return this == CONCATENATE ? directions * outputSize : outputSize;
  }
}
