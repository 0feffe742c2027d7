package rnn4j.engine;

import java.util.List;
import java.util.function.IntConsumer;
import rnn4j.kernel.Data;

/// Runs a frozen program one step at a time, in memory of its own: nothing is allocated on the way.
/// Belongs to one thread at a time.
public final class Stepper {
  private final List<Data> states;
  private final Data output;
  private final IntConsumer step;

  Stepper(List<Data> states, Data output, IntConsumer step) {
    this.states = states;
    this.output = output;
    this.step = step;
  }

  /// Returns the states, `(capacity, size)` each: those before a step, and those after it.
  public List<Data> states() {
    return states;
  }

  /// Returns the output of the last step, `(capacity, outputSize)`.
  public Data output() {
    return output;
  }

  /// Runs one step.
  ///
  /// @param rows how many of the first rows take part
  public void step(int rows) {
    step.accept(rows);
  }
}
