package rnn4j.engine;

/// A value's place: some columns of a storage.
record Slot(Storage storage, int column, int width) {}
