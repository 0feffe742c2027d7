package rnn4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.io.ModelFile;

/// The command `rnn4j inspect`.
@Command(
    name = "inspect",
    description = {
      "Tells what a file of a model holds: the recurrent layers and their options, and every tensor"
          + " with its type, shape, size, range and number of NaNs.",
      "",
      "The format is told by the content: PyTorch (state_dict, checkpoint, whole module), safetensors,"
          + " ONNX, Keras, NumPy and others. Nothing in the file is run.",
      ""
    })
public final class InspectCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(names = "--json", description = "Write JSON instead of text.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (ModelFile open = Faults.open(file)) {
      Contents contents =
          Faults.told(file, () -> Contents.of(file.toString(), Files.size(file), open));
      if (json) {
        out.print(contents.json());
      } else {
        contents.lines().forEach(out::println);
      }
    }
  }
}
