package rnn4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How work that is repeated becomes quick while the JVM compiles it. All in nanoseconds.
///
/// @param first how long the first run takes
/// @param untilQuick from the start of the first run until runs are quick and stay so: the median
///   of a fiftieth of all time at most 1.3 times that of the last one
/// @param quick how long a run takes then
public record WarmUp(double first, double untilQuick, double quick) {
  /// What is measured of a case, creating it first.
  static final List<String> WHAT = List.of("creation", "first", "until quick", "quick");

  private static final int PARTS = 50;
  private static final double QUICK = 1.3;

  /// Runs work for some seconds.
  public static WarmUp of(LongSupplier clock, Contestant.Work work, double seconds)
      throws Exception {
    long part = (long) (seconds * 1e9 / PARTS);
    long start = clock.getAsLong();
    List<Double> medians = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    double first = 0;
    while (medians.size() < PARTS && clock.getAsLong() - start < part * PARTS) {
      List<Double> runs = new ArrayList<>();
      long end = clock.getAsLong() + part;
      for (long now = clock.getAsLong(); now < end; now = clock.getAsLong()) {
        work.run();
        runs.add((double) (clock.getAsLong() - now));
      }
      if (medians.isEmpty()) {
        first = runs.getFirst();
      }
      medians.add(Statistics.median(runs));
      ends.add(clock.getAsLong() - start);
    }
    double quick = medians.getLast();
    int last = medians.size() - 1;
    while (last > 0 && medians.get(last - 1) <= QUICK * quick) {
      last--;
    }
    return new WarmUp(first, last == 0 ? 0 : ends.get(last - 1), quick);
  }
}
