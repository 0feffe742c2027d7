package rnn4j.train;

/// Is told how a training goes. It may ask the [Trainer] for a checkpoint, or stop it.
public interface TrainingListener {

  /// A step is over.
  default void step(TrainingStep step) {}

  /// The model has been measured.
  default void evaluated(Evaluated evaluated) {}

  /// An epoch is over.
  default void epoch(TrainingEpoch epoch) {}
}
