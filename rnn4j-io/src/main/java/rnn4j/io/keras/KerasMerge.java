package rnn4j.io.keras;

import java.util.List;
import rnn4j.tensor.Tensor;

/// How a bidirectional layer makes one output of two, by Keras's names.
public enum KerasMerge {
  /// Side by side, forward first.
  CONCAT,
  /// Added.
  SUM,
  /// Multiplied, element by element.
  MUL,
  /// Added and halved.
  AVE,
  /// Not at all: Keras gives two outputs. Here they are side by side, as with [#CONCAT].
  NONE;

  Tensor apply(List<Tensor> outputs) {
    if (outputs.size() == 1) {
      return outputs.getFirst();
    }
    Tensor forward = outputs.get(0);
    Tensor backward = outputs.get(1);
    return switch (this) {
      case CONCAT, NONE -> Tensor.concat(-1, outputs);
      case SUM -> forward.plus(backward);
      case MUL -> forward.times(backward);
      case AVE -> forward.plus(backward).times(0.5);
    };
  }
}
