package rnn4j.cli.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rnn4j.cli.CliException;
import rnn4j.tensor.Threads;

/// The options that all trainings share.
public final class RunOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Seed of everything random; the same seed gives the same model (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads to compute with; results do not depend on it (default: all processors).")
  private @Nullable Integer threads;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "The folder to write to (default: the command's name and -out).")
  private @Nullable Path output;

  @Option(
      names = "--resume",
      description =
          "Go on where the run in the folder was stopped or killed, with its options; the result is"
              + " the same to the last bit. With more --epochs, go on after its end.")
  private boolean resume;

  @Option(
      names = "--restart",
      description = "Start anew even if the folder has a run that was not finished.")
  private boolean restart;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How often to write a checkpoint; 0 for after every step (default: ${DEFAULT-VALUE}).")
  private double checkpointEvery;

  /// Checks the options and sets the number of threads.
  ///
  /// @throws CliException if an option is out of its range
  public void apply() {
    Numbers.atLeast("--threads", threads, 1);
    if (!(checkpointEvery >= 0)) {
      throw new CliException(
          "--checkpoint-every is " + checkpointEvery + ", expected at least 0 seconds");
    }
    if (resume && restart) {
      throw new CliException("--resume is given beside --restart, expected one of them");
    }
    if (threads != null) {
      Threads.set(threads);
    }
  }

  public long seed() {
    return seed;
  }

  public boolean resume() {
    return resume;
  }

  public boolean restart() {
    return restart;
  }

  /// Returns how many seconds may lie between two checkpoints.
  public double checkpointEvery() {
    return checkpointEvery;
  }

  /// Returns the folder to write to.
  public Path output(String otherwise) {
    return output == null ? Path.of(otherwise) : output;
  }
}
