package rnn4j.threads;

import org.jspecify.annotations.Nullable;

/// Threads that run the parts of one task at the same time, again and again: parts of a batch, or,
/// waiting for one another within the task, parts of every step of a sequence or of single steps of
/// a stream. Nothing is allocated on the way. Belongs to one thread at a time.
///
/// A run never waits for a thread that is busy with something else, so that runs may be nested:
/// where partners or processors are missing, the calling thread does all alone. Where parts meet,
/// so it does, for a while, after runs in which threads waited in vain for others that had no
/// processor.
public final class Team {

  /// How the parts of a task belong together.
  public enum Kind {
    /// They never meet before their end.
    APART,
    /// They wait for one another again and again, so that each needs a processor all the time.
    MEETING,
    /// As [#MEETING], and a run is over before a thread that is parked would be awake: only
    /// partners that are awake take part, and where runs follow one another closely they are woken
    /// up for the next. Whether that is worth it is [tried][Trial] now and then.
    QUICK
  }

  /// A task that is divided into parts.
  @FunctionalInterface
  public interface Task {
    /// Runs one part.
    ///
    /// @param part from zero
    /// @param barrier where it waits for the others, each part as often
    void run(int part, StepBarrier barrier);
  }

  /// Runs that begin sooner than this after the last one ended follow it closely: a partner then
  /// still looks out for its next job.
  private static final long SOON_NANOS = 50_000;

  /// Whether teams run together even where it takes longer.
  private static volatile boolean eager;

  private final Task together;
  private final Runnable alone;
  private final Kind kind;
  private final StepBarrier barrier;
  private final StepBarrier end;
  private final Runnable[] others;
  private final Partner[] partners;

  /*
   * Partners read this object in each run. So nothing in it is written while all goes well: they
   * would wait for its line of the cache.
   */
  private boolean failed;

  /// Of quick runs only: a team of another kind is often new at each call.
  private final @Nullable Trial trial;

  /// When the caller last worked alone on a quick run.
  private long lastAlone;

  /// @param threads at least two
  /// @param together the task, for all threads
  /// @param alone the same, for the calling thread alone
  public Team(int threads, Task together, Runnable alone, Kind kind) {
    this.together = together;
    this.alone = alone;
    this.kind = kind;
    this.trial = kind == Kind.QUICK ? new Trial() : null;
    this.barrier = new StepBarrier(threads);
    this.end = new StepBarrier(threads);
    this.partners = new Partner[threads - 1];
    this.others = new Runnable[threads - 1];
    for (int part = 1; part < threads; part++) {
      int number = part;
      others[part - 1] = () -> runBeside(number);
    }
  }

  /// Returns how many threads it takes.
  public int threads() {
    return partners.length + 1;
  }

  /// Runs the task. A failure is thrown on; a task that failed together is not run together any
  /// more.
  public void run() {
    if (trial == null || eager) {
      runWithPartners();
    } else {
      run(trial);
    }
  }

  private void run(Trial trial) {
    Trial.Way way = trial.next();
    switch (way) {
      case TOGETHER -> runWithPartners();
      case ALONE -> alone.run();
      case MEASURED_TOGETHER -> {
        long start = System.nanoTime();
        if (runWithPartners()) {
          trial.took(way, System.nanoTime() - start);
        }
      }
      case MEASURED_ALONE -> {
        long start = System.nanoTime();
        alone.run();
        trial.took(way, System.nanoTime() - start);
      }
    }
  }

  /// Runs the task, with partners if there are any.
  ///
  /// @return whether there were
  private boolean runWithPartners() {
    boolean quick = kind == Kind.QUICK;
    boolean isCounted = Workers.isBeside();
    if (!isCounted) {
      Partners.enter();
    }
    try {
      if (!failed && !isCrowded() && Partners.claim(partners, quick && !eager)) {
        runTogether();
        return true;
      }
      boolean soon = quick && System.nanoTime() - lastAlone < SOON_NANOS;
      alone.run();
      if (quick) {
        lastAlone = System.nanoTime();
      }
      if (soon && !isCrowded()) {
        Partners.wake(partners.length);
      }
      return false;
    } finally {
      if (!isCounted) {
        Partners.leave();
      }
    }
  }

  private boolean isCrowded() {
    return kind != Kind.APART && !eager && Crowd.isThere();
  }

  /// Sets whether teams run together wherever there are partners, even if it takes longer.
  static void setEager(boolean value) {
    eager = value;
  }

  private void runTogether() {
    long start = System.nanoTime();
    long before = waited();
    barrier.begin();
    for (int i = 0; i < others.length; i++) {
      partners[i].start(others[i]);
    }
    run(0);
    end.await(0);
    Partners.release(partners);
    Throwable failure = barrier.failure();
    if (failure != null) {
      failed = true;
      rethrow(failure);
    }
    if (kind != Kind.APART) {
      long waited = waited() - before;
      Crowd.learn(waited > 0 && 2 * waited > System.nanoTime() - start);
    }
  }

  private long waited() {
    return barrier.waited() + end.waited();
  }

  /// Runs the part of a partner, who waits for nobody when it is done.
  private void runBeside(int part) {
    run(part);
    end.arrive(part);
  }

  private void run(int part) {
    try {
      together.run(part, barrier);
    } catch (RuntimeException | Error e) {
      barrier.fail(e);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) failure; // a task declares no other exceptions
  }
}
