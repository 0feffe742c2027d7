package rnn4j.engine.program;

/// A value's place: some columns of a storage.
public record Slot(Storage storage, int column, int width) {

  /// Returns whether two values have elements in common.
  boolean overlaps(Slot other) {
    return storage.equals(other.storage)
        && column < other.column + other.width
        && other.column < column + width;
  }
}
