package rnn4j.kernel.vector;

import rnn4j.kernel.FloatData;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// One panel of matrices that are multiplied with the same factors, and where one row of sums with
/// it lies. Mutable, so that a step allocates nothing.
final class VectorPanel {
  private static final Packed[] NO_MATRICES = {};
  private static final Register NOTHING = new Register(new FloatData(new float[0]), 0, 0);

  Packed[] matrices = NO_MATRICES;
  int block;
  int vector;
  private Register start = NOTHING;
  private int from;
  private Register sums = NOTHING;
  private int to;

  /// Moves to the panel of a gate.
  ///
  /// @param matrices whose block is a whole one
  /// @param from where the sums start from, from the offset of `start` on
  /// @param to where they go, from the offset of `sums` on
  void moveTo(
      Packed[] matrices, int block, int gate, Register start, int from, Register sums, int to) {
    this.matrices = matrices;
    this.block = block;
    this.vector = 4 * gate;
    this.start = start;
    this.from = from;
    this.sums = sums;
    this.to = to;
  }

  /// Lets go of what it was moved to.
  void clear() {
    matrices = NO_MATRICES;
    start = NOTHING;
    sums = NOTHING;
  }

  float[] start() {
    return start.floats();
  }

  /// Returns where the sums start from.
  int from() {
    return start.offset + from;
  }

  float[] sums() {
    return sums.floats();
  }

  /// Returns where the sums go.
  int to() {
    return sums.offset + to;
  }
}
