package rnn4j.cli.classify;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import rnn4j.cli.store.Scratch;

/// The rows of numbers of all sequences of a file, in memory or, if they are many, on the disk.
///
/// @param width numbers in a row
record FeatureRows(int width, Scratch scratch) implements Closeable {

  /// Begins without rows.
  ///
  /// @param folder where a file may be made if there are many
  FeatureRows(int width, Path folder) {
    this(width, new Scratch(folder));
  }

  /// Writes one or more rows.
  ///
  /// @param row the number of the first
  /// @param values (rows, width), one row after another
  void write(long row, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    scratch.write(place(row), bytes);
  }

  /// Reads rows that were written.
  ///
  /// @return (count, width), one row after another
  float[] read(long row, int count) {
    float[] values = new float[count * width];
    int bytes = Math.multiplyExact(values.length, Float.BYTES);
    scratch.read(place(row), bytes).asFloatBuffer().get(values);
    return values;
  }

  private long place(long row) {
    return row * width * Float.BYTES;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
