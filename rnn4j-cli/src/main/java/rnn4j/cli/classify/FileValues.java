package rnn4j.cli.classify;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import rnn4j.cli.OutputFolder;
import rnn4j.tensor.Tensor;

/// Rows of numbers in a file that goes when the program does.
final class FileValues implements ValueStore {
  /*
   * Not a FileChannel: one that is interrupted in the middle of reading is closed for all, and
   * threads that read ahead are interrupted when an epoch ends. Not mapped: a full disk would then
   * be a crash.
   */
  private static final int BUFFER = 1 << 20;

  private final Path folder;
  private final RandomAccessFile file;
  private final int width;
  private final ByteBuffer written = ByteBuffer.allocate(BUFFER); // not yet in the file
  private long writtenFrom; // the place of the first of them, in bytes

  private FileValues(Path folder, RandomAccessFile file, int width) {
    this.folder = folder;
    this.file = file;
    this.width = width;
  }

  /// @throws rnn4j.cli.CliException if no file can be made in the folder
  static FileValues create(Path folder, int width) {
    try {
      Path path = Files.createTempFile(folder, ".part-", "-values");
      path.toFile().deleteOnExit(); // where a file that is open cannot be deleted
      var file = new RandomAccessFile(path.toFile(), "rw");
      boolean _ = path.toFile().delete(); // from here on no end of the program leaves it behind
      return new FileValues(folder, file, width);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  @Override
  public synchronized void write(long row, float[] values) {
    long place = row * width * Float.BYTES;
    if (place != writtenFrom + written.position()) {
      flush();
      writtenFrom = place;
    }
    for (int at = 0; at < values.length; ) {
      if (!written.hasRemaining()) {
        flush();
      }
      int count = Math.min(values.length - at, written.remaining() / Float.BYTES);
      written.asFloatBuffer().put(values, at, count);
      written.position(written.position() + count * Float.BYTES);
      at += count;
    }
  }

  private void flush() {
    try {
      file.seek(writtenFrom);
      file.write(written.array(), 0, written.position());
      writtenFrom += written.position();
      written.clear();
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  @Override
  public synchronized Tensor read(long row, int count) {
    if (written.position() > 0) {
      flush();
    }
    try {
      byte[] bytes = new byte[Math.multiplyExact(count, width * Float.BYTES)];
      file.seek(row * width * Float.BYTES);
      file.readFully(bytes);
      float[] values = new float[count * width];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
      return Tensor.of(values, count, width);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }
}
