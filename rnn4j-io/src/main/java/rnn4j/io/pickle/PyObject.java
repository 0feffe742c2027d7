package rnn4j.io.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object of some class, as data: the name of its class, what it was made from, and its state.
public final class PyObject {
  private final PyGlobal type;
  private final List<Object> arguments;
  private final PyDict items = new PyDict();
  private @Nullable Object state;

  /// Creates an object without state.
  public PyObject(PyGlobal type, List<Object> arguments) {
    this.type = type;
    this.arguments = arguments;
  }

  /// Returns the name of its class.
  public PyGlobal type() {
    return type;
  }

  /// Returns what it was made from.
  public List<Object> arguments() {
    return arguments;
  }

  /// Returns what it holds if its class is one of dictionaries or lists, for these by index.
  public PyDict items() {
    return items;
  }

  /// Returns its attributes, or null if its state is none.
  public @Nullable PyDict attributes() {
    return state instanceof PyDict dict ? dict : null;
  }

  /// Returns an attribute, or null if there is none.
  public @Nullable Object attribute(String name) {
    return state instanceof PyDict dict ? dict.get(name) : null;
  }

  void setState(Object state) {
    this.state = state;
  }

  @Override
  public String toString() {
    return "a " + type;
  }
}
