package rnn4j.io.pickle;

import java.util.ArrayList;
import java.util.List;

/// A list, a tuple or a set. It is equal to itself only, as its items may be it again.
public final class PyList {
  private final List<Object> items;

  /// Creates a list of these items.
  public PyList(List<Object> items) {
    this.items = items;
  }

  /// Creates an empty list.
  PyList() {
    this(new ArrayList<>(0));
  }

  /// Returns the items, which may be changed.
  public List<Object> items() {
    return items;
  }

  @Override
  public String toString() {
    return "a list of " + items.size();
  }
}
