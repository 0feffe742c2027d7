package rnn4j.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder that gets a set of files, all of them or none. They are written aside and renamed at
/// the end.
public final class OutputFolder {
  private final Path folder;
  private final List<Path> created;
  private final List<String> names;
  private final Path aside;
  private boolean open = true;

  private OutputFolder(Path folder, List<Path> created, List<String> names, Path aside) {
    this.folder = folder;
    this.created = created;
    this.names = names;
    this.aside = aside;
  }

  /// Makes the folder if it is not there, and makes sure that it can be written to.
  ///
  /// @param names the files to come
  /// @throws CliException if that is not possible
  public static OutputFolder open(Path folder, List<String> names) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new CliException(folder + ": is a file, expected a folder to write to");
    }
    for (String name : names) {
      if (Files.isDirectory(folder.resolve(name))) {
        throw new CliException(folder.resolve(name) + ": is a folder, expected a file to replace");
      }
    }
    List<Path> created = new ArrayList<>();
    try {
      for (Path p = folder.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
        created.add(p);
      }
      Files.createDirectories(folder);
      return new OutputFolder(folder, created, names, Files.createTempDirectory(folder, ".part-"));
    } catch (IOException e) {
      created.forEach(OutputFolder::deleteIfEmpty);
      throw unwritable(folder, e);
    }
  }

  /// Makes sure before any work that a single file can come to be, and replaces none that is read.
  ///
  /// @param inputs the files that are read; null where none is given
  /// @throws CliException if its folder cannot be written to, it is there and is no file, or it is
  ///   an input
  public static void requireFile(Path file, @Nullable Path... inputs) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      String found = folder != null && Files.exists(folder) ? "is a file" : "does not exist";
      throw new CliException(
          "%s: cannot write there (%s %s, expected a folder)".formatted(file, folder, found));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A device would not be written to but replaced.
      throw new CliException(
          "%s: is %s, expected a file to write"
              .formatted(file, Files.isDirectory(file) ? "a folder" : "no regular file"));
    }
    requireOther(file, inputs);
    try {
      Files.delete(Files.createTempFile(folder, ".part-", ""));
    } catch (IOException e) {
      throw new CliException(
          "%s: cannot write there (no file can be made in %s)".formatted(file, folder));
    }
  }

  /// Makes sure before any work that a file to be written is none that is read.
  ///
  /// @param inputs the files that are read; null where none is given
  /// @throws CliException if it is
  public static void requireOther(Path file, @Nullable Path... inputs) {
    for (Path input : inputs) {
      if (input != null && isSame(file, input)) {
        throw new CliException(file + ": is both input and output, expected another file to write");
      }
    }
  }

  /// Returns whether two names, which may be links, are those of one file that is there.
  private static boolean isSame(Path file, Path input) {
    try {
      return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /// Replaces a single file as a whole or not at all: it is written aside and renamed.
  ///
  /// @throws IOException if that is not possible; what was there before is still there then
  public static void replace(Path file, Content content) throws IOException {
    Path aside = file.resolveSibling(".part-" + file.getFileName());
    aside.toFile().deleteOnExit(); // after Ctrl-C
    try {
      try (BufferedWriter to = Files.newBufferedWriter(aside)) {
        content.writeTo(to);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      Files.deleteIfExists(aside); // a disk that is full needs the room
      throw e;
    }
  }

  /// Returns where a file is to be written until [#commit()].
  public Path aside(String name) {
    return aside.resolve(name);
  }

  /// Renames all files to where they belong, replacing what was there.
  ///
  /// @throws CliException if that is not possible
  public synchronized void commit() {
    if (!open) {
      throw new IllegalStateException("OutputFolder.commit: discarded already");
    }
    try {
      for (String name : names) {
        Files.move(aside(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.delete(aside);
      open = false;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Leaves everything as it was before, unless the files have been renamed.
  ///
  /// @return whether that is so
  public synchronized boolean discard() {
    if (!open) {
      return false;
    }
    open = false;
    names.forEach(name -> deleteIfEmpty(aside(name)));
    deleteIfEmpty(aside);
    created.forEach(OutputFolder::deleteIfEmpty);
    return true;
  }

  /// Returns what to tell the user of a failure to write.
  public static CliException unwritable(Path folder, IOException e) {
    return new CliException(folder + ": cannot write there (" + CliException.reason(e) + ")");
  }

  /// Deletes a file, or a folder without files; what cannot be deleted has to stay.
  private static void deleteIfEmpty(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.Logger log = System.getLogger(OutputFolder.class.getName());
      log.log(System.Logger.Level.DEBUG, "{0} stays: {1}", path, e);
    }
  }
}
