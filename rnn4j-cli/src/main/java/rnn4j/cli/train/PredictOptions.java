package rnn4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.OutputFolder;
import rnn4j.tensor.Threads;

/// The options that all predictions share. What is predicted goes to a file, replaced as a whole,
/// or is printed.
public final class PredictOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The file model.safetensors that the training wrote.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path model;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write what is predicted (default: it is printed).")
  private @Nullable Path output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: all processors).")
  private @Nullable Integer threads;

  /// Checks the options and sets the number of threads.
  ///
  /// @param file what is predicted from
  /// @throws rnn4j.cli.CliException if there can be no such output, or so many threads
  public void apply(Path file) {
    Numbers.atLeast("--threads", threads, 1);
    if (output != null) {
      OutputFolder.requireFile(output, model, file);
    }
    if (threads != null) {
      Threads.set(threads);
    }
  }

  /// Returns where the model is.
  public Path model() {
    return model;
  }

  /// Returns the folder of the output; the current one if it is printed.
  public Path folder() {
    Path parent = output == null ? null : output.toAbsolutePath().getParent();
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  /// Writes predictions as they are made.
  ///
  /// @throws rnn4j.cli.CliException if they cannot be written; a file that was there before is
  ///   still there then
  public void write(OutputFolder.Content content) {
    try {
      if (output == null) {
        PrintWriter out = spec.commandLine().getOut();
        content.writeTo(out);
        out.flush();
      } else {
        OutputFolder.replace(output, content);
      }
    } catch (IOException e) {
      throw OutputFolder.unwritable(output == null ? Path.of("output") : output, e);
    }
  }
}
