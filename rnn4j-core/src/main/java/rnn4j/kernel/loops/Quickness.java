package rnn4j.kernel.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import rnn4j.kernel.Op;
import rnn4j.kernel.PointwiseGroup;

/// Tells whether loops on vectors are compiled, by the time they take: the JVM does not say it.
public final class Quickness {
  /// Operations on one element in a nanosecond. Compiled loops with the narrowest vectors do five
  /// and more; others one in two nanoseconds at most.
  private static final int QUICK = 2;

  /// Nanoseconds that a run may take besides, most of which a call takes that is compiled.
  private static final long CALL = 1_000;

  /// Nanoseconds after which the compiler has been given so much that its thread needs the
  /// processor, too.
  private static final long OFTEN = 500_000_000;

  /// Nanoseconds for which loops are run from then on, and for which the processor is then left to
  /// the compiler. In that time short loops run many times: what runs seldom is not compiled.
  private static final long TURN = 1_000_000;

  /// Nanoseconds after which a JVM that has not compiled them is not going to.
  private static final long LONGEST = 10_000_000_000L;

  private Quickness() {}

  /// Loops to be compiled.
  ///
  /// @param operations on one element that a run has
  public record Loops(long operations, Runnable body) {
    /// Runs them.
    private boolean areQuick() {
      long start = System.nanoTime();
      body.run();
      return QUICK * (System.nanoTime() - start - CALL) <= operations;
    }
  }

  /// Returns about how many operations a pointwise one is made of: loads, a store, what is in
  /// between, and the terms of polynomials.
  public static int operations(Op op) {
    return 4 + 10 * PointwiseGroup.activations(op);
  }

  /// Runs loops in turns until all are quick, or the calling thread is interrupted.
  public static void reach(List<Loops> loops) {
    List<Loops> slow = new ArrayList<>(loops);
    long start = System.nanoTime();
    long rest = OFTEN;
    long passed = 0;
    while (!slow.isEmpty() && passed < LONGEST && !Thread.currentThread().isInterrupted()) {
      slow.removeIf(Loops::areQuick);
      passed = System.nanoTime() - start;
      if (passed > rest) {
        LockSupport.parkNanos(TURN);
        rest = System.nanoTime() - start + TURN;
      }
    }
  }
}
