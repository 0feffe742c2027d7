package rnn4j.cli.tag;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `rnn4j tag`.
@Command(
    name = "tag",
    description = "Learns to give every word of a sentence a tag, and gives them.",
    subcommands = {TagTrainCommand.class, TagPredictCommand.class})
public final class TagCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected train or predict");
  }
}
