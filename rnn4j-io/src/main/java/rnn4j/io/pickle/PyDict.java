package rnn4j.io.pickle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dictionary. Keys that are no strings, numbers or the like are equal to themselves only, so
/// that comparing them never goes through what they hold.
public final class PyDict {
  private final Map<Object, Object> items = new LinkedHashMap<>(0);

  /// Creates an empty dictionary.
  public PyDict() {}

  /// Returns the items, which may be changed.
  public Map<Object, Object> items() {
    return items;
  }

  /// Returns the value of a key, or null if there is none.
  public @Nullable Object get(String key) {
    return items.get(key);
  }

  @Override
  public String toString() {
    return "a dictionary of " + items.size();
  }
}
