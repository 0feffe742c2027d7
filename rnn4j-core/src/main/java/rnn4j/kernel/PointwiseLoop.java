package rnn4j.kernel;

/// The loop of a [PointwiseGroup], once for each way in which a row may be filled. Its classes are
/// generated, see [LoopCode].
interface PointwiseLoop {

  /// Goes through rows of [VectorPacked#WIDTH] lanes: a number that the compiler knows.
  void blocks(int rows, Register[] registers);

  /// Goes through rows of whole vectors.
  ///
  /// @param lanes of all vectors of a row
  void vectors(int rows, int lanes, Register[] registers);
}
