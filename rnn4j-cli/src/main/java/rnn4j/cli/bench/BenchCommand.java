package rnn4j.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `rnn4j bench`.
@Command(
    name = "bench",
    description = "Measures on this machine how fast LSTMs are. It takes less than a minute.")
public final class BenchCommand implements Runnable {
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(12);
  private static final Duration WARM_UP = Duration.ofMillis(800);
  private static final Duration MEASURING = Duration.ofSeconds(3);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--textbook",
      description =
          "Compare the built-in layers with LSTMs written out step by step in operations on"
              + " tensors, from the naive form on.")
  private boolean textbook;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var rounds = new Rounds(System::nanoTime, WARM_UP, MEASURING);
    if (textbook) {
      new TextbookBench(rounds, FIRST_WARM_UP, 100, List.of(1, 32), List.of(64, 128)).run(out, err);
    } else {
      new LayerBench(rounds, FIRST_WARM_UP, List.of(64, 128, 256, 512)).run(out, err);
    }
  }
}
