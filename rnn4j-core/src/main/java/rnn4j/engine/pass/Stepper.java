package rnn4j.engine.pass;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.threads.StepBarrier;
import rnn4j.threads.Team;
import rnn4j.threads.Workers;

/// Runs a frozen program one step at a time, in memory of its own: nothing is allocated on the way.
/// Threads share the units of a step that is long enough. Belongs to one thread at a time.
public final class Stepper {
  /// From so many rows on a step is better divided by rows than by units.
  public static final int MANY_ROWS = PassPlan.MANY_SEQUENCES;

  /// Threads share a step if so many of it are enough work for them, and if it turns out to be
  /// quicker so: to hand it over and to read what the other has written takes half a microsecond or
  /// two, as their cores are near or far.
  private static final long MANY_STEPS = 48;

  private final List<Data> states;
  private final ForwardPass pass;
  private final long work;
  private final int blocks;
  private final IntConsumer alone;
  private final IntConsumer handingOn;
  private IntConsumer[] shares = {};
  private @Nullable Team team;
  private int rows;

  /// @param pass of one step
  public Stepper(ForwardProgram program, Kernels kernels, List<Data> states, ForwardPass pass) {
    this.states = states;
    this.pass = pass;
    this.work = program.work();
    this.blocks = program.blocks(kernels);
    this.alone = pass.firstStep(Share.ALL);
    this.handingOn = pass.handingOnFirstStep();
  }

  /// Returns the states, `(capacity, size)` each: those before a step, and those after it.
  public List<Data> states() {
    return states;
  }

  /// Returns the output of the last step, `(capacity, outputSize)`.
  public Data output() {
    return pass.output();
  }

  /// Runs one step.
  ///
  /// @param rows how many of the first rows take part
  public void step(int rows) {
    int threads = rows < MANY_ROWS ? Workers.parts(blocks, MANY_STEPS * rows * work) : 1;
    if (threads == 1) {
      alone.accept(rows);
    } else {
      if (this.rows != rows) { // all threads read it: a write would cost them a wait
        this.rows = rows;
      }
      team(threads).run();
    }
    handingOn.accept(rows);
  }

  private Team team(int threads) {
    Team known = team;
    if (known == null || known.threads() != threads) {
      shares = new IntConsumer[threads];
      known = new Team(threads, this::runShare, () -> alone.accept(rows), Team.Kind.QUICK);
      team = known;
    }
    return known;
  }

  private void runShare(int part, StepBarrier barrier) {
    if (shares[part] == null) {
      shares[part] = pass.firstStep(Share.of(part, barrier));
    }
    requireNonNull(shares[part]).accept(rows);
  }
}
