package rnn4j.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/// Times tasks side by side: in each round every task has its turn, so that what slows the machine
/// down for a while slows all of them. The median of all rounds counts.
///
/// @param nanos the clock
/// @param warmUp how long tasks are run before they are timed, all together: meanwhile the JVM
///   compiles them
/// @param measuring how long they are timed, all together, if that is enough for five rounds
record Rounds(LongSupplier nanos, Duration warmUp, Duration measuring) {

  /// The fewest rounds; of an odd number the median is one of them.
  private static final int LEAST = 5;

  /// How long a turn lasts at least, in nanoseconds; quick tasks are run several times.
  private static final long TURN = 2_000_000;

  /// Runs tasks in turn for a while.
  void warmUp(List<Runnable> tasks, Duration duration) {
    long end = nanos.getAsLong() + duration.toNanos();
    do {
      tasks.forEach(Runnable::run);
    } while (nanos.getAsLong() < end);
  }

  /// Returns how long one run of each task takes, in nanoseconds.
  List<Double> medians(List<Runnable> tasks) {
    warmUp(tasks, warmUp);
    int[] runs = tasks.stream().mapToInt(this::runsOfATurn).toArray();
    List<double[]> rounds = new ArrayList<>();
    long end = nanos.getAsLong() + measuring.toNanos();
    while (rounds.size() < LEAST || nanos.getAsLong() < end) {
      var round = new double[tasks.size()];
      for (int i = 0; i < round.length; i++) {
        if (runs[i] > 1) {
          tasks.get(i).run(); // the task before has left its own in the caches
        }
        round[i] = time(tasks.get(i), runs[i]) / (double) runs[i];
      }
      rounds.add(round);
    }
    return IntStream.range(0, tasks.size())
        .mapToObj(i -> median(rounds.stream().mapToDouble(round -> round[i]).sorted().toArray()))
        .toList();
  }

  private int runsOfATurn(Runnable task) {
    task.run();
    return (int) Math.max(1, TURN / Math.max(1, time(task, 1)));
  }

  private long time(Runnable task, int runs) {
    long start = nanos.getAsLong();
    for (int run = 0; run < runs; run++) {
      task.run();
    }
    return nanos.getAsLong() - start;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
