package rnn4j.kernel;

/// A [PointwiseList] ready to run. Any number of threads may run it at the same time.
public interface PointwiseLoops {

  /// Does all steps on `lanes` elements of each of `rows` rows.
  ///
  /// @param registers by number
  void run(int rows, int lanes, Register[] registers);

  /// Does now what would otherwise be done while the loops are in use, so that they are at their
  /// quickest sooner.
  default void prepare() {}
}
