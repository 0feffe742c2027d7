package rnn4j.threads;

/// Finds out whether the runs of a team are shorter together or alone, by trying both now and then.
/// Which it is differs from machine to machine and from one second to the next: to fetch what
/// another core has written takes 60 nanoseconds or 500, and a step of 128 units some microseconds.
///
/// Belongs to the thread that calls the team.
final class Trial {

  /// How the next run is to be done.
  enum Way {
    TOGETHER,
    ALONE,
    /// Together, if partners are awake, and the time it takes is to be [told][#took].
    MEASURED_TOGETHER,
    /// Alone, and the time it takes is to be told.
    MEASURED_ALONE
  }

  /// Runs from one trial to the next: what trials cost is lost in them.
  static final int PERIOD = 4000;

  /// Runs of each kind that a trial measures.
  static final int MEASURED = 24;

  /// The first of these do not count: their weights are not in the cache yet.
  private static final int FIRST = 8;

  /// Runs after which a trial ends without a result, its partners not having woken up.
  static final int MOST = 300;

  private static final int HERE = CacheLine.LONGS;

  /// Counts runs, in a line of the cache that partners do not read.
  private final long[] runs = new long[2 * CacheLine.LONGS + 1];

  private final Times together = new Times();
  private final Times alone = new Times();
  private Way better = Way.TOGETHER;

  /// Returns how the next run is to be done.
  Way next() {
    long run = ++runs[HERE];
    if (run <= PERIOD) {
      return better;
    }
    if (alone.count < MEASURED) {
      return Way.MEASURED_ALONE;
    }
    if (together.count < MEASURED && run < PERIOD + MOST) {
      return Way.MEASURED_TOGETHER;
    }
    if (together.count == MEASURED) {
      better = together.usual() < alone.usual() ? Way.TOGETHER : Way.ALONE;
    }
    runs[HERE] = 0;
    together.clear();
    alone.clear();
    return better;
  }

  /// Takes the time of a run.
  void took(Way way, long nanos) {
    (way == Way.MEASURED_ALONE ? alone : together).add(nanos);
  }

  /// The times of one kind of runs.
  private static final class Times {
    int count;
    private long sum;
    private long longest;

    void add(long nanos) {
      if (count++ >= FIRST) {
        sum += nanos;
        longest = Math.max(longest, nanos);
      }
    }

    /// Returns the time of all but the longest, which something else may have interrupted.
    long usual() {
      return sum - longest;
    }

    void clear() {
      count = 0;
      sum = 0;
      longest = 0;
    }
  }
}
