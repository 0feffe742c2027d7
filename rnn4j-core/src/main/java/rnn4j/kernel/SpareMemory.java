package rnn4j.kernel;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Iterator;

/// Memory that is no longer needed, kept for who needs as much next: a training step needs the same
/// arrays as the step before. New ones would have to be zeroed, and lie in no cache, which took 6 %
/// of a step with 64 units, and 3 % of one with two layers of 256 units both ways.
///
/// It is held softly: the garbage collector takes it where memory is short.
public final class SpareMemory {
  /// Shorter arrays cost nothing.
  private static final int LEAST = 4096;

  /// Arrays that are kept, as many as some twelve layers need.
  private static final int MOST = 256;

  private static final Data NO_FLOATS = new FloatData(new float[0]);

  /// Given back last, first.
  private static final ArrayDeque<SoftReference<Data>> SPARE = new ArrayDeque<>();

  private SpareMemory() {}

  /// Returns memory with anything in it, of this length or up to a quarter longer, so that batches
  /// of nearly the same lengths find it, too.
  ///
  /// @param like data of the same element type
  public static Data take(Data like, int length) {
    return take(like, length, length + length / 4);
  }

  /// Returns an array of just this length with anything in it.
  public static float[] floats(int length) {
    return ((FloatData) take(NO_FLOATS, length, length)).array();
  }

  private static Data take(Data like, int length, int most) {
    if (length >= LEAST) {
      synchronized (SPARE) {
        Iterator<SoftReference<Data>> all = SPARE.iterator();
        while (all.hasNext()) {
          Data data = all.next().get();
          if (data == null) {
            all.remove();
          } else if (fits(data, like, length, most)) {
            all.remove();
            return data;
          }
        }
      }
    }
    return like.zeros(length);
  }

  private static boolean fits(Data data, Data like, int length, int most) {
    return data.getClass() == like.getClass() && data.length() >= length && data.length() <= most;
  }

  /// Takes memory back, which nobody may read or write any more.
  public static void give(Data data) {
    if (data.length() >= LEAST) {
      synchronized (SPARE) {
        SPARE.addFirst(new SoftReference<>(data));
        if (SPARE.size() > MOST) {
          SPARE.removeLast();
        }
      }
    }
  }

  /// Lets go of all of it.
  public static void clear() {
    synchronized (SPARE) {
      SPARE.clear();
    }
  }
}
