package rnn4j.kernel.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine, and how the last one of a row is read and written when the row does
/// not fill it.
public final class Lanes {
  /// The widest vectors that this machine prefers.
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Elements of a vector.
  public static final int COUNT = LaneCount.COUNT;

  /// Whether this is a 64-bit ARM.
  public static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");

  /// Whether there are 32 vector registers, as AVX-512 and ARM have, or 16.
  public static final boolean MANY_REGISTERS = COUNT >= 16 || IS_ARM;

  private Lanes() {}

  /// Returns the first `count` lanes of a vector from an array, nothing beyond them being read; the
  /// whole vector if there are more.
  public static FloatVector load(float[] array, int at, int count) {
    if (count >= COUNT) {
      return FloatVector.fromArray(SPECIES, array, at);
    }
    if (COUNT > 4) {
      return FloatVector.fromArray(SPECIES, array, at, SPECIES.indexInRange(0, count));
    }
    // Not with a mask: 128-bit ARM has no masked stores, and a mask that the processor does not
    // know costs a hundred times what it saves. Three lanes at most are as quick one by one.
    return FloatVector.zero(SPECIES)
        .withLane(0, array[at])
        .withLane(1, count > 1 ? array[at + 1] : 0)
        .withLane(2, count > 2 ? array[at + 2] : 0);
  }

  /// Writes the first `count` lanes of a vector to an array, nothing beyond them being written; the
  /// whole vector if there are more.
  public static void store(FloatVector vector, float[] array, int at, int count) {
    if (count >= COUNT) {
      vector.intoArray(array, at);
      return;
    }
    if (COUNT > 4) {
      vector.intoArray(array, at, SPECIES.indexInRange(0, count));
      return;
    }
    array[at] = vector.lane(0);
    if (count > 1) {
      array[at + 1] = vector.lane(1);
    }
    if (count > 2) {
      array[at + 2] = vector.lane(2);
    }
  }
}
