package rnn4j.cli.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import rnn4j.cli.OutputFolder;

/// Bytes in a file that goes when the program does. Not thread-safe.
final class ScratchFile implements Closeable {
  /*
   * Not a FileChannel: one that is interrupted in the middle of reading is closed for all, and
   * threads that read ahead are interrupted when an epoch ends. Not mapped: a full disk would then
   * be a crash.
   */
  private static final int BUFFER = 1 << 20;

  private final Path folder;
  private final RandomAccessFile file;
  private final ByteBuffer written = ByteBuffer.allocate(BUFFER); // not yet in the file
  private long writtenFrom; // the place of the first of them

  private ScratchFile(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /// @throws rnn4j.cli.CliException if no file can be made in the folder
  static ScratchFile create(Path folder) {
    try {
      Path path = Files.createTempFile(folder, ".part-", "-values");
      path.toFile().deleteOnExit(); // where a file that is open cannot be deleted
      var file = new RandomAccessFile(path.toFile(), "rw");
      boolean _ = path.toFile().delete(); // from here on no end of the program leaves it behind
      return new ScratchFile(folder, file);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  /// Writes what remains in a buffer.
  void write(long place, ByteBuffer bytes) {
    if (place != writtenFrom + written.position()) {
      flush();
      writtenFrom = place;
    }
    while (bytes.hasRemaining()) {
      if (!written.hasRemaining()) {
        flush();
      }
      int count = Math.min(bytes.remaining(), written.remaining());
      written.put(bytes.slice().limit(count));
      bytes.position(bytes.position() + count);
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

  byte[] read(long place, int count) {
    if (written.position() > 0) {
      flush();
    }
    try {
      byte[] bytes = new byte[count];
      file.seek(place);
      file.readFully(bytes);
      return bytes;
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
