package rnn4j.train;

/// A loss that is no longer a number. The parameters are those of before the step.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(long step, double loss) {
    super(
        "Trainer: the loss of step %d is %s, expected a finite number; a lower learning rate or clipping may help"
            .formatted(step, loss));
  }
}
