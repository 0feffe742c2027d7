package rnn4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Times work that is repeated: first until the JVM has compiled it, then in samples, of which the
/// median counts.
///
/// @param nanos the clock
/// @param seconds how long one work is timed
public record Stopwatch(LongSupplier nanos, double seconds) {
  /// How long a sample lasts at least, in nanoseconds; quick work is run several times.
  private static final long SAMPLE = 200_000;

  /// Warming up ends when the last part of it was not this much quicker than the one before.
  private static final double STEADY = 0.97;

  /// Returns how long one run takes, in nanoseconds.
  ///
  /// @param warmUp for how many seconds it is run before; up to four times as long while it still
  ///   becomes quicker
  public double median(Contestant.Work work, double warmUp) throws Exception {
    double last = median(work, nanos(warmUp));
    for (int more = 0; more < 3; more++) {
      double next = median(work, nanos(warmUp));
      if (next > STEADY * last) {
        break;
      }
      last = next;
    }
    return median(work, nanos(seconds));
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  private double median(Contestant.Work work, long span) throws Exception {
    long end = nanos.getAsLong() + span;
    long first = Math.max(1, time(work, 1));
    int runs = (int) Math.max(1, SAMPLE / first);
    List<Double> samples = new ArrayList<>();
    samples.add((double) first);
    while (nanos.getAsLong() < end) {
      samples.add(time(work, runs) / (double) runs);
    }
    return Statistics.median(samples);
  }

  private long time(Contestant.Work work, int runs) throws Exception {
    long start = nanos.getAsLong();
    for (int run = 0; run < runs; run++) {
      work.run();
    }
    return nanos.getAsLong() - start;
  }
}
