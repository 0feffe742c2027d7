package rnn4j.io.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is mapped into memory, to be read only.
///
/// @param bytes all of the file
/// @param arena whose closing ends the mapping
public record MappedFile(MemorySegment bytes, Arena arena) implements AutoCloseable {

  /// Maps a file. Any number of threads may read it.
  ///
  /// @throws IOException if it cannot be read
  public static MappedFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new MappedFile(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), arena);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /// Takes bytes in memory for a file.
  public static MappedFile of(byte[] bytes) {
    return new MappedFile(MemorySegment.ofArray(bytes).asReadOnly(), Arena.ofConfined());
  }

  @Override
  public void close() {
    arena.close();
  }
}
