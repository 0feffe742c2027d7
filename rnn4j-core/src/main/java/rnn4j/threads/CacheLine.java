package rnn4j.threads;

/// Room that what one thread writes and another waits for must have around it. Processors hand over
/// memory by lines of the cache: who reads or writes beside it would take the line away each time,
/// and to get it back from another core takes as long as the signal itself, some tenths of a
/// microsecond. Two lines are kept clear, since they are fetched in pairs.
final class CacheLine {
  private static final int BYTES = 128;

  /// Elements of an array of `long`.
  static final int LONGS = BYTES / Long.BYTES;

  /// Elements of an array of references, which have four bytes at least.
  static final int REFERENCES = BYTES / 4;

  private CacheLine() {}
}
