package rnn4j.kernel.lanes;

import jdk.incubator.vector.VectorShape;

/// How many elements a vector of this machine has. Beside [Lanes], since to ask for a vector's
/// shape takes half a millisecond, and to make one ready for use fifteen.
public final class LaneCount {
  /// Elements of a vector.
  public static final int COUNT = VectorShape.preferredShape().vectorBitSize() / Float.SIZE;

  /// Elements of a block, of a row as of a packed matrix: as many as are worked on at a time.
  public static final int BLOCK = 4 * COUNT;

  private LaneCount() {}
}
