package rnn4j.io.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// The characters of a UTF-8 file from a place on, read piece by piece.
final class Utf8File extends CodePoints {
  private static final int BUFFER = 16 * 1024;
  private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000}; // by length in bytes

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final Consumer<ByteBuffer> watcher;
  private long position;

  /// Opens a file.
  ///
  /// @param position of the first byte to read
  /// @param watcher sees all bytes that are read
  Utf8File(Path path, long position, Consumer<ByteBuffer> watcher) throws IOException {
    this.path = path;
    this.position = position;
    this.watcher = watcher;
    channel = FileChannel.open(path, StandardOpenOption.READ);
    channel.position(position);
  }

  @Override
  long position() {
    return position;
  }

  @Override
  int next() {
    try {
      int codePoint = read();
      return codePoint == 0xfeff && position == 3 ? read() : codePoint; // a byte order mark
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int read() throws IOException {
    if (!buffer.hasRemaining() && !fill()) {
      return END;
    }
    int first = buffer.get() & 0xff;
    if (first < 0x80) {
      position++;
      return first;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    int codePoint = first & (0x7f >> length);
    boolean valid = first >= 0xc2 && first <= 0xf4;
    for (int i = 1; valid && i < length; i++) {
      valid = buffer.hasRemaining() || fill();
      if (valid) {
        int follower = buffer.get() & 0xff;
        valid = (follower & 0xc0) == 0x80;
        codePoint = (codePoint << 6) | (follower & 0x3f);
      }
    }
    if (!valid
        || codePoint < LEAST[length]
        || codePoint > Character.MAX_CODE_POINT
        || (codePoint >= 0xd800 && codePoint < 0xe000)) {
      throw new IOException(
          path + ": byte " + position + " begins no character of UTF-8, expected a UTF-8 text");
    }
    position += length;
    return codePoint;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    watcher.accept(buffer.duplicate());
    return count > 0;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
