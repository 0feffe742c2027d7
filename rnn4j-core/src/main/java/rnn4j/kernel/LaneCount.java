package rnn4j.kernel;

import jdk.incubator.vector.VectorShape;

/// How many elements a vector of this machine has. Beside [Lanes], since to ask for a vector's
/// shape takes half a millisecond, and to make one ready for use fifteen.
final class LaneCount {
  /// Elements of a vector.
  static final int COUNT = VectorShape.preferredShape().vectorBitSize() / Float.SIZE;

  private LaneCount() {}
}
