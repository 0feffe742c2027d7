package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.kernel.Data;
import rnn4j.kernel.Register;
import rnn4j.kernel.SpareMemory;

/// The elements behind the storages of a program, for one run.
public final class Memory {

  /// How the rows of a storage are found.
  enum Rows {
    /// One row, repeated.
    ONE,
    /// A row for each sequence of the batch.
    SEQUENCES,
    /// A row for each sequence at each step.
    ALL,
    /// The rows of the steps that are worked on at the moment.
    WINDOW;

    /// Returns whether each step has rows of its own.
    boolean isOfStep() {
      return this == ALL || this == WINDOW;
    }
  }

  /// @param data row-major
  /// @param width from one row to the next
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

  /// Rows whose lengths are a multiple of this would compete for the same lines of the cache, a
  /// block of elements of all rows being worked on at a time. So they are made a little longer.
  private static final int SPREAD = 256;

  private static final int PADDING = 16;

  /// Elements of the longest array that every JVM can make.
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final Map<Storage, Block> blocks = new HashMap<>();
  private final List<Data> own = new ArrayList<>();

  void put(Storage storage, Data data, Rows rows) {
    blocks.put(storage, new Block(data, storage.width, rows));
  }

  /// Gives a storage memory of its own, with anything in it: programs write before they read.
  ///
  /// @param like data of the same element type
  void allocate(Storage storage, Data like, int count, Rows rows) {
    int width = width(storage);
    Data data = SpareMemory.take(like, length(count, width));
    own.add(data);
    blocks.put(storage, new Block(data, width, rows));
  }

  /// Gives all memory back that storages have of their own. Nothing is left here.
  public void release() {
    own.forEach(SpareMemory::give);
    own.clear();
    blocks.clear();
  }

  /// Returns the elements of a row in memory of its own.
  static int width(Storage storage) {
    return storage.width % SPREAD == 0 ? storage.width + PADDING : storage.width;
  }

  /// Returns zeros for some rows.
  ///
  /// @param like data of the same element type
  /// @throws IllegalArgumentException if an array cannot hold so many
  public static Data zeros(Data like, int rows, int width) {
    return like.zeros(length(rows, width));
  }

  private static int length(int rows, int width) {
    if ((long) rows * width > MOST) {
      throw new IllegalArgumentException(
          ("Scan: the steps of all sequences are %d rows of %d elements, expected fewer than 2^31"
                  + " elements in all; divide the batch or the sequences")
              .formatted(rows, width));
    }
    return rows * width;
  }

  /// Returns all rows of a value by their numbers.
  ///
  /// @param element the first of its elements
  /// @param window number of the window's first row; rows outside of it may not be there
  Register rows(Slot slot, int element, int window) {
    Block block = get(slot.storage());
    int start = block.offset(0, 0, window);
    return new Register(block.data(), start + slot.column() + element, block.stride());
  }

  Block get(Storage storage) {
    Block block = blocks.get(storage);
    if (block == null) {
      throw new IllegalStateException("Memory: a storage of kind " + storage.kind + " has no data");
    }
    return block;
  }
}
