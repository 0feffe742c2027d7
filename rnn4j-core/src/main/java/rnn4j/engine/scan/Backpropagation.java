package rnn4j.engine.scan;

import java.util.List;
import rnn4j.tensor.Tensor;

/// How the gradients of a scan are taken.
///
/// @param segment after how many steps the values of the forward pass are let go, to be computed
///   anew in the backward pass from the states that were kept; zero keeps all values
/// @param apart for each parameter a tensor of `(batch, ...)`, which gets the parameter's gradient
///   for each sequence apart in place of the parameter; empty if the parameters get theirs
public record Backpropagation(int segment, List<Tensor> apart) {

  /// All values are kept, and parameters get the sum over all sequences.
  public static final Backpropagation ORDINARY = new Backpropagation(0, List.of());
}
