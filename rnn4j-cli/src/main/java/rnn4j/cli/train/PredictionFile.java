package rnn4j.cli.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.OutputFolder;

/// Where predictions go: to a file, replaced as a whole, or to the output.
public final class PredictionFile {
  private PredictionFile() {}

  /// Writes the predictions.
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /// Returns the folder that a file of predictions is in; the current one if they are printed.
  public static Path folder(@Nullable Path file) {
    Path parent = file == null ? null : file.toAbsolutePath().getParent();
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  /// Writes predictions.
  ///
  /// @param file null to print them
  /// @throws rnn4j.cli.CliException if the file cannot be written; what was there before is still
  ///   there then
  public static void write(@Nullable Path file, String text, PrintWriter out) {
    write(file, out, to -> to.write(text));
  }

  /// Writes predictions as they are made.
  ///
  /// @param file null to print them
  /// @throws rnn4j.cli.CliException if the file cannot be written; what was there before is still
  ///   there then
  public static void write(@Nullable Path file, PrintWriter out, Content content) {
    try {
      if (file == null) {
        content.writeTo(out);
        out.flush();
        return;
      }
      Path aside = file.resolveSibling(".part-" + file.getFileName());
      try (BufferedWriter to = Files.newBufferedWriter(aside)) {
        content.writeTo(to);
      } catch (Throwable e) {
        Files.deleteIfExists(aside);
        throw e;
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw OutputFolder.unwritable(file == null ? Path.of("output") : file, e);
    }
  }
}
