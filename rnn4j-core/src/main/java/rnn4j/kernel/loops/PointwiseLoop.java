package rnn4j.kernel.loops;

import rnn4j.kernel.Register;

/// The loop of a [rnn4j.kernel.PointwiseGroup], once for each way in which a row may be filled. Its
/// classes are generated, see [LoopCode].
interface PointwiseLoop {

  /// Goes through rows of [rnn4j.kernel.lanes.LaneCount#BLOCK] lanes: a number that the compiler
  /// knows.
  void blocks(int rows, Register[] registers);

  /// Goes through rows of whole vectors.
  ///
  /// @param lanes of all vectors of a row
  void vectors(int rows, int lanes, Register[] registers);
}
