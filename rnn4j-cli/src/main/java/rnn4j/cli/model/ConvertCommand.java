package rnn4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.OutputFolder;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;

/// The command `rnn4j convert`.
@Command(
    name = "convert",
    description = {
      "Writes what a file of a model holds in another format, which the extension of the new name"
          + " tells, and reports what was converted and what could not be.",
      ""
    },
    footer = {
      "",
      "Tensors keep their types and every bit. A file that exists is replaced, as a whole or not at"
          + " all."
    })
public final class ConvertCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "The file to read.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description =
          "The file to write, such as model.safetensors, model.pt, model.onnx or model.npz.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path to;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    OutputFolder.requireFile(to, from);
    try (ModelFile file = Faults.open(from)) {
      Conversion conversion = Faults.told(to, () -> ModelFiles.write(file, to));
      conversion.converted().forEach(what -> out.println("converted " + Printable.text(what)));
      conversion
          .leftOut()
          .forEach((what, why) ->
              out.println("left out " + Printable.text(what) + ": " + Printable.text(why)));
      out.printf(
          "Wrote %s: %d converted, %d left out%n",
          to, conversion.converted().size(), conversion.leftOut().size());
    }
  }
}
