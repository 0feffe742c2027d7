package rnn4j.cli.text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `rnn4j text`.
@Command(
    name = "text",
    description = "Trains a language model on a text, and writes texts with it.",
    subcommands = {TextTrainCommand.class, TextGenerateCommand.class})
public final class TextCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected train or generate");
  }
}
