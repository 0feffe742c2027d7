package rnn4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.OutputFolder;

/// Where predictions go: to a file, replaced as a whole, or to the output.
public final class PredictionFile {
  private PredictionFile() {}

  /// Writes predictions.
  ///
  /// @param file null to print them
  /// @throws CliException if the file cannot be written; what was there before is still there then
  public static void write(@Nullable Path file, String text, PrintWriter out) {
    if (file == null) {
      out.print(text);
      out.flush();
      return;
    }
    Path aside = file.resolveSibling(".part-" + file.getFileName());
    try {
      Files.writeString(aside, text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw OutputFolder.unwritable(file, e);
    }
  }
}
