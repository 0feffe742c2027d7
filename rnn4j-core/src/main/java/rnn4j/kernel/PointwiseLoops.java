package rnn4j.kernel;

/// A [PointwiseList] ready to run. Any number of threads may run it at the same time.
public interface PointwiseLoops {

  /// Does all steps on `lanes` elements of each of `rows` rows.
  ///
  /// @param registers by number
  void run(int rows, int lanes, Register[] registers);
}
