package rnn4j.cli.classify;

import java.io.Closeable;
import java.nio.file.Path;
import rnn4j.tensor.Tensor;

/// The rows of numbers of all sequences of a file, in memory or, of a large file, on the disk.
sealed interface ValueStore extends Closeable permits MemoryValues, FileValues {
  /// The numbers of a larger file are not kept in memory.
  long MOST_BYTES = 64 << 20;

  /// Makes an empty store.
  ///
  /// @param bytes the size of the file that the rows are from
  /// @param width numbers in a row
  /// @param folder where a file may be made if there are many
  static ValueStore of(long bytes, int width, Path folder) {
    return bytes <= MOST_BYTES ? new MemoryValues(width) : FileValues.create(folder, width);
  }

  /// Writes one or more rows.
  ///
  /// @param row the number of the first
  /// @param values (rows, width), one row after another
  void write(long row, float[] values);

  /// Reads rows that were written.
  ///
  /// @return (count, width)
  Tensor read(long row, int count);

  @Override
  void close();
}
