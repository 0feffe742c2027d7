package rnn4j.train;

import rnn4j.tensor.Tensor;

/// The loss of a batch: a sum, and over how many targets. Training follows the gradient of the
/// mean; losses of several batches are averaged over their targets.
///
/// @param sum a scalar
/// @param count of the targets that are in it
public record Loss(Tensor sum, double count) {

  /// Returns the mean over the targets, a scalar.
  public Tensor mean() {
    return sum.div(count);
  }
}
