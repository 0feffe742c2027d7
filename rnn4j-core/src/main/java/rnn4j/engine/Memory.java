package rnn4j.engine;

import java.util.HashMap;
import java.util.Map;
import rnn4j.kernel.Data;

/// The elements behind the storages of a program, for one run.
final class Memory {

  /// How the rows of a storage are found.
  enum Rows {
    /// One row, repeated.
    ONE,
    /// A row for each sequence of the batch.
    SEQUENCES,
    /// A row for each sequence at each step.
    ALL,
    /// The rows of the steps that are worked on at the moment.
    WINDOW
  }

  /// @param data row-major
  record Block(Data data, int width, Rows rows) {

    /// Returns where the row of a sequence at a step starts.
    ///
    /// @param sequence its number in the batch
    /// @param row its number among all rows
    /// @param window number of the window's first row
    int offset(int sequence, int row, int window) {
      return switch (rows) {
        case ONE -> 0;
        case SEQUENCES -> sequence * width;
        case ALL -> row * width;
        case WINDOW -> (row - window) * width;
      };
    }

    int stride() {
      return rows == Rows.ONE ? 0 : width;
    }
  }

  private final Map<Storage, Block> blocks = new HashMap<>();

  void put(Storage storage, Data data, Rows rows) {
    blocks.put(storage, new Block(data, storage.width, rows));
  }

  Block get(Storage storage) {
    Block block = blocks.get(storage);
    if (block == null) {
      throw new IllegalStateException("Memory: a storage of kind " + storage.kind + " has no data");
    }
    return block;
  }
}
