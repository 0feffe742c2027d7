package rnn4j.cli.train;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.OutputFolder;
import rnn4j.io.CheckpointFile;
import rnn4j.train.Checkpoint;

/// The folder of a run. It always has the last checkpoint whole.
public final class RunFolder {
  public static final String MODEL = "model.safetensors";
  static final String CHECKPOINT = "checkpoint.safetensors";
  static final String METRICS = "metrics.jsonl";
  static final String REPORT = "report.html";

  private final Path folder;
  private final Optional<Checkpoint> checkpoint;

  private RunFolder(Path folder, Optional<Checkpoint> checkpoint) {
    this.folder = folder;
    this.checkpoint = checkpoint;
  }

  /// Makes sure that the folder can be written to, and reads its checkpoint if the run is to be
  /// resumed. Nothing is changed before [#begin()].
  ///
  /// @param command what makes the checkpoints
  /// @param results files to come beside those of every run
  /// @param inputs the files that are read; null where none is given
  /// @throws CliException if that is not possible, or if an unfinished run or an input would be
  ///   lost
  public static RunFolder open(
      RunOptions options,
      String command,
      Path folder,
      List<String> results,
      @Nullable Path... inputs) {
    Path path = folder.resolve(CHECKPOINT);
    List<String> names = new ArrayList<>(List.of(CHECKPOINT, METRICS, REPORT, MODEL));
    names.addAll(results);
    names.forEach(name -> OutputFolder.requireOther(folder.resolve(name), inputs));
    clean(folder);
    if (options.resume()) {
      if (!Files.exists(path)) {
        throw new CliException(
            folder + ": has no " + CHECKPOINT + " to go on from; leave out --resume to start");
      }
      return new RunFolder(folder, Optional.of(read(path, command)));
    }
    OutputFolder.open(folder, names).discard();
    if (Files.exists(path) && !options.restart() && !isFinished(path)) {
      throw new CliException(
          folder
              + ": has a run that was not finished; go on with --resume, or start anew with"
              + " --restart");
    }
    return new RunFolder(folder, Optional.empty());
  }

  /// Makes the folder if it is not there. A new run deletes the checkpoint of the last one.
  ///
  /// @throws CliException if that is not possible
  void begin() {
    try {
      Files.createDirectories(folder);
      if (checkpoint.isEmpty()) {
        Files.deleteIfExists(file(CHECKPOINT));
      }
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  /// Deletes what a program that was killed in the middle of writing has left aside.
  private static void clean(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var parts = Files.newDirectoryStream(folder, "{.rnn4j-*.tmp,.part-*}")) {
      for (Path part : parts) {
        delete(part);
      }
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  /// Deletes a file, or a folder with nothing but files in it.
  private static void delete(Path part) throws IOException {
    if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      try (var files = Files.newDirectoryStream(part)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
    Files.delete(part);
  }

  private static boolean isFinished(Path path) {
    try {
      return CheckpointFile.read(path).texts().getOrDefault("run.finished", "").equals("true");
    } catch (IOException e) {
      return false; // a damaged one is not to be replaced unasked
    }
  }

  private static Checkpoint read(Path path, String command) {
    try {
      Checkpoint checkpoint = CheckpointFile.read(path);
      String found = checkpoint.texts().getOrDefault("run.command", "another program");
      if (!found.equals(command)) {
        throw new CliException(
            "%s: is the checkpoint of %s, expected one of %s".formatted(path, found, command));
      }
      return checkpoint;
    } catch (IOException e) {
      throw new CliException(message(path, e));
    }
  }

  /// Returns a failure to read in the user's words.
  public static String message(Path path, IOException e) {
    if (e instanceof FileSystemException) {
      return path + ": " + CliException.reason(e);
    }
    String message = String.valueOf(e.getMessage());
    return message.startsWith("CheckpointFile.read: ")
        ? message.substring("CheckpointFile.read: ".length())
        : message.replaceFirst("^Safetensors\\.read: ", "");
  }

  /// Returns what the run is to go on from; empty for a new one.
  public Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  /// Returns the options that the run was started with; empty for a new one.
  public Map<String, String> settings() {
    return checkpoint.map(c -> c.part("option").texts()).orElse(Map.of());
  }

  public Path folder() {
    return folder;
  }

  /// Returns a folder for files that go before the program ends: this one, or while it is not there
  /// the next one above it.
  public Path scratch() {
    Path there = folder.toAbsolutePath();
    while (!Files.isDirectory(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  void write(Checkpoint now) {
    try {
      CheckpointFile.write(file(CHECKPOINT), now);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }

  /// Replaces a file of text as a whole.
  ///
  /// @throws CliException if that is not possible; the old one is still there then
  public void write(String name, String text) {
    write(name, out -> out.write(text));
  }

  /// Replaces a file of text as a whole.
  ///
  /// @throws CliException if that is not possible; the old one is still there then
  void write(String name, OutputFolder.Content content) {
    try {
      OutputFolder.replace(file(name), content);
    } catch (IOException e) {
      throw OutputFolder.unwritable(folder, e);
    }
  }
}
