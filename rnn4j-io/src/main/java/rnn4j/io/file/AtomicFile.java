package rnn4j.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Files that are replaced as a whole or not at all, also when the program or the machine stops.
public final class AtomicFile {

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes all of the content.
    void writeTo(WritableByteChannel out) throws IOException;
  }

  private AtomicFile() {}

  /// Writes a file aside, brings it onto the disk and renames it to its name. If any of this fails,
  /// what was there before is unchanged and nothing is left aside.
  public static void write(Path path, Content content) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NotDirectoryException(String.valueOf(folder));
    }
    // Not made by createTempFile, whose files no other user may read.
    Path aside = folder.resolve(".rnn4j-" + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      deleteAfter(e, aside);
      throw e;
    }
    force(folder);
  }

  private static void deleteAfter(Throwable failure, Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Brings the new name onto the disk. Windows can't open folders, and has no need to.
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
