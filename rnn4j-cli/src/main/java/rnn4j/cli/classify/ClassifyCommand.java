package rnn4j.cli.classify;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `rnn4j classify`.
@Command(
    name = "classify",
    description = "Learns to tell classes of sequences of numbers, and tells them.",
    subcommands = {ClassifyTrainCommand.class, ClassifyPredictCommand.class})
public final class ClassifyCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected train or predict");
  }
}
