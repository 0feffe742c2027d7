package rnn4j.train;

/// What a training makes small: the loss of a model on a batch.
///
/// ```java
/// var crossEntropy = new CrossEntropyLoss(CrossEntropyConfig.of().withReduction(Reduction.SUM));
/// Objective<Batch> objective =
///     batch -> new Loss(crossEntropy.forward(model.forward(batch.input()), batch.label()), batch.size());
/// ```
///
/// An objective that remembers something from batch to batch, such as the state of a recurrent
/// layer, has it saved in checkpoints.
///
/// @param <B> a batch
@FunctionalInterface
public interface Objective<B> {

  /// Returns the loss of a batch.
  Loss loss(B batch);

  /// Returns what is remembered; nothing at first.
  default Checkpoint checkpoint() {
    return Checkpoint.EMPTY;
  }

  /// Goes on from what was remembered.
  ///
  /// @throws IllegalArgumentException if this objective does not remember such things
  default void resume(Checkpoint checkpoint) {
    if (!checkpoint.equals(Checkpoint.EMPTY)) {
      throw new IllegalArgumentException(
          "Objective.resume: found %s, expected nothing".formatted(checkpoint.tensors().keySet()));
    }
  }
}
