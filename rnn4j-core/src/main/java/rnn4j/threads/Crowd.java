package rnn4j.threads;

/// Whether processors are busy with something else, other programs or other threads of this one.
/// Threads that meet at every step then wait for whichever has no processor: a hundred steps of 128
/// units, of 0.3 milliseconds, took 12.
///
/// It is learnt from runs of teams. After one in which threads waited in vain none runs together
/// for a while, which gets longer each time, and shorter with each run that goes well.
final class Crowd {
  private static final long SHORTEST_NANOS = 1_000_000;
  private static final long LONGEST_NANOS = 256_000_000;

  private static volatile long pause = SHORTEST_NANOS;
  private static volatile long until;

  private Crowd() {}

  /// Returns whether it is better to work alone.
  static boolean isThere() {
    if (until != 0 && System.nanoTime() - until >= 0) {
      until = 0; // and the clock need not be asked any more
    }
    return until != 0;
  }

  /// Learns from a run of a team.
  ///
  /// @param waited whether threads were parked for half of its time: longer than parts differ
  static void learn(boolean waited) {
    if (waited) {
      until = System.nanoTime() + pause | 1;
      pause = Math.min(2 * pause, LONGEST_NANOS);
    } else if (pause > SHORTEST_NANOS) {
      pause /= 2;
    }
  }
}
