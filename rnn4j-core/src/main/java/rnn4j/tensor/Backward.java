package rnn4j.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The backward pass of one recorded operation.
@FunctionalInterface
public interface Backward {

  /// Returns the gradient of each input of the operation.
  ///
  /// @param gradResults the gradient of each result; null where no gradient arrived
  /// @return one tensor for each input, of the input's shape; null where the input has no gradient
  @SuppressWarnings("exports") // of @Nullable, see module-info
  List<@Nullable Tensor> inputGradients(List<@Nullable Tensor> gradResults);

  /// Returns whether these gradients are new tensors that nothing else refers to. A tensor that was
  /// not recorded then keeps its gradient without copying it.
  default boolean returnsNewTensors() {
    return false;
  }
}
