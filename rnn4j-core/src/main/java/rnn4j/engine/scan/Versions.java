package rnn4j.engine.scan;

import java.util.List;
import rnn4j.kernel.Data;

/// The versions that elements had at some time.
///
/// @param data the elements
/// @param seen their versions then
@SuppressWarnings("ArrayRecordComponent") // never compared
record Versions(List<Data> data, int[] seen) {

  static Versions of(List<Data> data) {
    return new Versions(data, data.stream().mapToInt(Data::version).toArray());
  }

  /// Returns whether nothing has been changed since.
  boolean areCurrent() {
    return firstChanged() < 0;
  }

  /// Returns the number of the first that has been changed since, -1 if there is none.
  int firstChanged() {
    for (int i = 0; i < seen.length; i++) {
      if (data.get(i).version() != seen[i]) {
        return i;
      }
    }
    return -1;
  }
}
