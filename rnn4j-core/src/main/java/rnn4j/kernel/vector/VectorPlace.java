package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.Lanes;

/// Where the vectors of a block lie in a matrix of sums. Mutable, so that a step allocates nothing.
final class VectorPlace {
  float[] array = {};
  int stride;
  private int first;
  private int gateStride;
  private int units;
  private int perGate;

  /// Moves to a block of a matrix.
  ///
  /// @param gateStride from one gate to the next
  /// @param units of the block
  void moveTo(Register register, int gateStride, int block, int units) {
    this.array = register.floats();
    this.stride = register.stride;
    this.first = register.offset + block * WIDTH;
    this.gateStride = gateStride;
    this.units = units;
    this.perGate = (units + COUNT - 1) / COUNT;
  }

  /// Returns where vector `v` lies in the first row.
  int at(int v) {
    return first + v / perGate * gateStride + v % perGate * COUNT;
  }

  /// Returns how many lanes of vector `v` are units.
  int lanes(int v) {
    return Math.min(COUNT, units - v % perGate * COUNT);
  }

  void load(int v, int row, int rows, float[] scratch, int to, int scratchStride) {
    int at = at(v) + row * stride;
    int lanes = lanes(v);
    for (int r = 0; r < rows; r++) {
      Lanes.load(array, at + r * stride, lanes).intoArray(scratch, to + r * scratchStride);
    }
  }

  void store(int v, int row, int rows, float[] scratch, int from, int scratchStride) {
    int at = at(v) + row * stride;
    int lanes = lanes(v);
    for (int r = 0; r < rows; r++) {
      FloatVector sum = FloatVector.fromArray(SPECIES, scratch, from + r * scratchStride);
      Lanes.store(sum, array, at + r * stride, lanes);
    }
  }
}
