package rnn4j.engine.scan;

import rnn4j.engine.pass.Bodies;
import rnn4j.engine.program.Program;

/// A program with what is kept from one run to the next: its pointwise loops, and the weights it
/// was last run with.
public final class ReadyProgram {
  private final Bodies bodies;
  private final KeptWeights weights;

  /// Makes a program ready to run.
  public ReadyProgram(Program program) {
    this.bodies = new Bodies(program);
    this.weights = new KeptWeights(bodies);
  }

  /// Returns the program itself.
  public Program program() {
    return bodies.program();
  }

  /// Returns what it does pointwise.
  Bodies bodies() {
    return bodies;
  }

  /// Returns the weights it was last run with.
  KeptWeights weights() {
    return weights;
  }
}
