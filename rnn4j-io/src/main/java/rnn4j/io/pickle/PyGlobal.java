package rnn4j.io.pickle;

/// The name of a class or function. It is a name and no more: nothing is looked up or loaded.
public record PyGlobal(String module, String name) {

  /// Returns the name with dots.
  @Override
  public String toString() {
    return module + "." + name;
  }
}
