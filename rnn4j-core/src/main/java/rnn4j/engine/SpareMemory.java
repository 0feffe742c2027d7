package rnn4j.engine;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Iterator;
import rnn4j.kernel.Data;

/// Memory that passes have done with, kept for the next ones: a training step needs the same arrays
/// as the step before. New ones would have to be zeroed, and lie in no cache, which took 6 % of a
/// step with 64 units.
///
/// It is held softly: the garbage collector takes it where memory is short.
final class SpareMemory {
  /// Shorter arrays cost nothing.
  private static final int LEAST = 4096;

  /// Arrays that are kept, as many as some twenty layers need.
  private static final int MOST = 256;

  /// Given back last, first.
  private static final ArrayDeque<SoftReference<Data>> SPARE = new ArrayDeque<>();

  private SpareMemory() {}

  /// Returns memory with anything in it, of this length or up to a quarter longer, so that batches
  /// of nearly the same lengths find it, too.
  ///
  /// @param like data of the same element type
  static Data take(Data like, int length) {
    if (length >= LEAST) {
      synchronized (SPARE) {
        Iterator<SoftReference<Data>> all = SPARE.iterator();
        while (all.hasNext()) {
          Data data = all.next().get();
          if (data == null) {
            all.remove();
          } else if (fits(data, like, length)) {
            all.remove();
            return data;
          }
        }
      }
    }
    return like.zeros(length);
  }

  private static boolean fits(Data data, Data like, int length) {
    int more = data.length() - length;
    return data.getClass() == like.getClass() && more >= 0 && more <= length / 4;
  }

  /// Takes memory back, which nobody may read or write any more.
  static void give(Data data) {
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
  static void clear() {
    synchronized (SPARE) {
      SPARE.clear();
    }
  }
}
