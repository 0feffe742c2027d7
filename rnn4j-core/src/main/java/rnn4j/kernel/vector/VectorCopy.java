package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Copies of short rows on vectors. `System.arraycopy` takes twice as long for 64 elements, since
/// few of its calls are under way at once.
final class VectorCopy {
  private VectorCopy() {}

  static void run(float[] from, int at, float[] to, int toAt, int count) {
    int c = 0;
    for (; c <= count - COUNT; c += COUNT) {
      FloatVector.fromArray(SPECIES, from, at + c).intoArray(to, toAt + c);
    }
    for (; c < count; c++) {
      to[toAt + c] = from[at + c];
    }
  }
}
