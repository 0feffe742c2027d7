package rnn4j.cli.train;

import rnn4j.train.Checkpoint;

/// Something that a run which is resumed needs as it was, beside what the trainer keeps.
public interface Resumable {

  /// Returns all of its state.
  Checkpoint checkpoint();

  /// Takes a state over.
  ///
  /// @throws IllegalArgumentException if it is of something else
  void resume(Checkpoint checkpoint);
}
