package rnn4j.cli.store;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes at places, kept while the program runs: in memory while there are few, and from then on in
/// a file that goes when the program does.
public final class Scratch implements Closeable {
  /// More bytes than this are not kept in memory.
  static final int MOST_BYTES = 64 << 20;

  private final Path folder;
  private byte[] memory = new byte[0];
  private int size;
  private @Nullable ScratchFile file;

  /// Begins without bytes.
  ///
  /// @param folder where a file may be made if there are many
  public Scratch(Path folder) {
    this.folder = folder;
  }

  /// Writes bytes, all that remain in a buffer.
  ///
  /// @param place that of the first; there may be gaps, to be filled later
  /// @throws rnn4j.cli.CliException if they are many and the folder cannot hold them
  public synchronized void write(long place, ByteBuffer bytes) {
    long end = place + bytes.remaining();
    if (file == null && end > MOST_BYTES) {
      file = ScratchFile.create(folder);
      file.write(0, ByteBuffer.wrap(memory, 0, size));
      memory = new byte[0];
    }
    if (file != null) {
      file.write(place, bytes);
      return;
    }
    if (end > memory.length) {
      long more = memory.length + memory.length / 2L;
      memory = Arrays.copyOf(memory, (int) Math.min(MOST_BYTES, Math.max(end, more)));
    }
    size = Math.max(size, (int) end);
    bytes.get(memory, (int) place, bytes.remaining());
  }

  /// Returns bytes that were written.
  ///
  /// @throws rnn4j.cli.CliException if they are in a file that cannot be read
  public synchronized ByteBuffer read(long place, int count) {
    return file == null
        ? ByteBuffer.wrap(memory, (int) place, count).slice()
        : ByteBuffer.wrap(file.read(place, count));
  }

  /// Gives the bytes up.
  @Override
  public synchronized void close() {
    memory = new byte[0];
    if (file != null) {
      file.close();
    }
  }
}
