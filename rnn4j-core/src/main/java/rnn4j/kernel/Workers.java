package rnn4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntConsumer;

/// The threads that share the work of one call. How many there are changes how long a result takes,
/// never its bits: work is split where no sum crosses the cut.
public final class Workers {
  /// Work below this many multiply-adds a thread is not worth handing over: they take some 20
  /// microseconds, as long as the other thread may need to wake up.
  private static volatile long grain = 2_000_000;

  private static volatile int count = Runtime.getRuntime().availableProcessors();

  /// Those who help in [#together].
  private static volatile List<Partner> partners = List.of();

  private Workers() {}

  /// Returns how many threads a call may use.
  public static int count() {
    return count;
  }

  /// Sets how many threads a call may use, at least one.
  public static void setCount(int threads) {
    count = threads;
  }

  /// Returns how many multiply-adds a thread must be given at least.
  static long grain() {
    return grain;
  }

  /// Sets how many multiply-adds a thread must be given at least.
  static void setGrain(long multiplyAdds) {
    grain = multiplyAdds;
  }

  /// Returns into how many parts to split work that can be cut at `units` places.
  ///
  /// @param work multiply-adds in all
  public static int parts(int units, long work) {
    return Math.clamp(Math.min(units, work / grain), 1, count);
  }

  /// Runs `task` for every part `0..parts - 1` and returns when all have ended. The first failure
  /// is thrown on.
  public static void run(int parts, IntConsumer task) {
    if (parts == 1) {
      task.accept(0);
      return;
    }
    var others = new ArrayList<ForkJoinTask<?>>(parts - 1);
    for (int part = 1; part < parts; part++) {
      int number = part;
      others.add(ForkJoinPool.commonPool().submit(() -> task.accept(number)));
    }
    try {
      task.accept(0);
    } finally {
      others.forEach(ForkJoinTask::quietlyJoin);
    }
    others.forEach(ForkJoinTask::join);
  }

  /// Work that is divided step by step.
  @FunctionalInterface
  public interface StepTask {
    /// Runs one part.
    ///
    /// @param part from zero
    /// @param barrier where it waits for the others, each part as often
    void run(int part, StepBarrier barrier);
  }

  /// Runs all parts of `task` at the same time and returns when all have ended; a failure is thrown
  /// on. There are as many parts as threads are free at this moment, at most `wanted` and at least
  /// one; of none of them does anything depend on which. So it never waits for a thread that is
  /// busy with something else, and calls may be nested.
  public static void together(int wanted, StepTask task) {
    List<Partner> partners =
        wanted > 1 && count > 1 ? claim(Math.min(wanted, count) - 1) : List.of();
    var barrier = new StepBarrier(partners.size() + 1);
    var end = new StepBarrier(partners.size() + 1);
    for (int i = 0; i < partners.size(); i++) {
      int part = i + 1;
      partners.get(i).start(() -> runPart(part, task, barrier, end));
    }
    runPart(0, task, barrier, end);
    partners.forEach(Partner::release);
    Throwable failure = barrier.failure();
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      throw (Error) failure; // a task declares no other exceptions
    }
  }

  private static void runPart(int part, StepTask task, StepBarrier barrier, StepBarrier end) {
    try {
      task.run(part, barrier);
    } catch (RuntimeException | Error e) {
      barrier.fail(e);
    }
    end.await(part);
  }

  private static List<Partner> claim(int wanted) {
    List<Partner> claimed = new ArrayList<>(wanted);
    for (Partner partner : partners(wanted)) {
      if (claimed.size() < wanted && partner.claim()) {
        claimed.add(partner);
      }
    }
    return claimed;
  }

  /// Returns all partners, of whom there are `least` at least.
  private static List<Partner> partners(int least) {
    List<Partner> known = partners;
    if (known.size() >= least) {
      return known;
    }
    synchronized (Workers.class) {
      List<Partner> more = new ArrayList<>(partners);
      while (more.size() < least) {
        var partner = new Partner(more.size() + 1);
        partner.launch();
        more.add(partner);
      }
      partners = List.copyOf(more);
      return partners;
    }
  }

  /// Returns where part `part` of `parts` starts when `units` are cut evenly.
  public static int start(int units, int parts, int part) {
    return (int) ((long) units * part / parts);
  }
}
