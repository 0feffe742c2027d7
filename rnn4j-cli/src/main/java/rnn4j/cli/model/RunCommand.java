package rnn4j.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.OutputFolder;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.LayerRun;
import rnn4j.io.ModelFile;
import rnn4j.io.npy.Npy;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// The command `rnn4j run`.
@Command(
    name = "run",
    description = {
      "Runs a recurrent layer of a file on sequences, and writes its output.",
      "",
      "Input and output are NumPy files: (seqLen, batch, size), with --batch-first (batch, seqLen,"
          + " size), or (seqLen, size) for one sequence. States are (layers * directions, batch, size).",
      ""
    },
    sortOptions = false)
public final class RunCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file that holds the layer.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The layer's name, as rnn4j inspect shows it (default: the only one).")
  private @Nullable String layerName;

  @Option(
      names = "--input",
      paramLabel = "FILE.npy",
      required = true,
      description = "The sequences.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path input;

  @Option(
      names = "--lengths",
      paramLabel = "FILE.npy",
      description = "The length of each sequence, integers (default: all steps).")
  private @Nullable Path lengths;

  @Option(
      names = "--h0",
      paramLabel = "FILE.npy",
      description = "The hidden state to begin with (default: the file's, or zeros).")
  private @Nullable Path h0;

  @Option(
      names = "--c0",
      paramLabel = "FILE.npy",
      description = "The cell state to begin with (default: the file's, or zeros).")
  private @Nullable Path c0;

  @Option(
      names = "--batch-first",
      negatable = true,
      description =
          "Whether input and output are (batch, seqLen, size) (default: as the file tells, or no).")
  private @Nullable Boolean batchFirst;

  @Option(
      names = "--nonlinearity",
      paramLabel = "NAME",
      description = "tanh or relu, of an RNN whose file does not tell it (default: tanh).")
  private @Nullable Nonlinearity nonlinearity;

  @Option(
      names = "--output",
      paramLabel = "FILE.npy",
      required = true,
      description = "Where to write the output; it is zero after the end of a sequence.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path output;

  @Option(
      names = "--hn",
      paramLabel = "FILE.npy",
      description = "Where to write the hidden state after the last step.")
  private @Nullable Path hn;

  @Option(
      names = "--cn",
      paramLabel = "FILE.npy",
      description = "Where to write the cell state after the last step.")
  private @Nullable Path cn;

  @Override
  public void run() {
    for (Path path : new @Nullable Path[] {output, hn, cn}) {
      if (path != null) {
        OutputFolder.requireFile(path, file, input, lengths, h0, c0);
      }
    }
    try (ModelFile open = Faults.open(file)) {
      FileLayer layer = withNonlinearity(pick(Faults.told(file, open::layers)));
      var sequences = Sequences.of(read(input, layer, "--input"), isBatchFirst(layer));
      Map<String, Tensor> initial = new LinkedHashMap<>();
      addState(initial, "h", h0, layer, sequences);
      addState(initial, "c", c0, layer, sequences);
      int[] ofSequences = lengths(sequences);
      LayerRun run =
          Faults.told(file, () -> layer.run(sequences.timeFirst(), ofSequences, initial));
      requireState(run, "h", hn, layer);
      requireState(run, "c", cn, layer);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "Ran %s, %s, on %d sequence%s of %d step%s%n",
          Printable.name(layer.name()),
          Printable.text(layer.toString()),
          sequences.batch(),
          sequences.batch() == 1 ? "" : "s",
          sequences.seqLen(),
          sequences.seqLen() == 1 ? "" : "s");
      write(out, output, sequences.inLayout(run.output()));
      for (Map.Entry<String, Tensor> state : run.states().entrySet()) {
        Path path = state.getKey().equals("h") ? hn : cn;
        if (path != null) {
          write(out, path, sequences.ofState(state.getValue()));
        }
      }
    }
  }

  // ---- The layer

  private FileLayer pick(FileLayers found) {
    List<FileLayer> layers = found.layers();
    if (layers.isEmpty()) {
      String doubts =
          found.doubts().entrySet().stream()
              .limit(3)
              .map(doubt ->
                  "; %s is none: it %s"
                      .formatted(Printable.name(doubt.getKey()), Printable.text(doubt.getValue())))
              .collect(Collectors.joining());
      throw new CliException(file + ": holds no recurrent layer" + doubts);
    }
    if (layerName == null) {
      if (layers.size() > 1) {
        throw new CliException(
            "%s: holds %d recurrent layers, say which with --layer: %s"
                .formatted(file, layers.size(), names(layers)));
      }
      return layers.getFirst();
    }
    return layers.stream()
        .filter(layer -> layer.name().equals(layerName))
        .findFirst()
        .orElseThrow(() ->
            new CliException(
                "%s: holds no recurrent layer %s, expected one of %s"
                    .formatted(file, layerName, names(layers))));
  }

  private static String names(List<FileLayer> layers) {
    String first =
        layers.stream()
            .limit(10)
            .map(layer -> Printable.name(layer.name()))
            .collect(Collectors.joining(", "));
    return layers.size() > 10 ? first + " and " + (layers.size() - 10) + " more" : first;
  }

  private FileLayer withNonlinearity(FileLayer layer) {
    StoredLayer stored = layer.stored().orElse(null);
    if (stored != null && stored.config() instanceof RnnConfig config) {
      if (nonlinearity != null) {
        return FileLayer.of(stored.with(config.withNonlinearity(nonlinearity)));
      }
      if (layer.untold().contains("nonlinearity")) {
        note("the file does not tell the nonlinearity, took tanh; see --nonlinearity");
      }
    } else if (nonlinearity != null) {
      throw new CliException(
          "--nonlinearity is given for %s %s, expected an RNN"
              .formatted(layer.kind(), Printable.name(layer.name())));
    }
    return layer;
  }

  private boolean isBatchFirst(FileLayer layer) {
    return batchFirst == null
        ? Boolean.TRUE.equals(layer.options().get("batch_first"))
        : batchFirst;
  }

  // ---- What goes in

  private Tensor read(Path path, FileLayer layer, String option) {
    Tensor tensor = Faults.told(path, () -> Npy.read(path));
    DType dtype = layer.stored().map(stored -> stored.config().dtype()).orElse(tensor.dtype());
    if (dtype != tensor.dtype()) {
      note("%s is %s, computed as %s as the weights are".formatted(option, tensor.dtype(), dtype));
    }
    return tensor.to(dtype);
  }

  private void addState(
      Map<String, Tensor> initial,
      String name,
      @Nullable Path path,
      FileLayer layer,
      Sequences sequences) {
    if (path != null) {
      String option = "--" + name + "0";
      if (name.equals("c") && !layer.kind().contains("LSTM")) {
        throw new CliException(option + " is given for a " + layer.kind() + ", expected an LSTM");
      }
      initial.put(name, sequences.stateOf(read(path, layer, option)));
    }
  }

  private int[] lengths(Sequences sequences) {
    int[] all = new int[sequences.batch()];
    Arrays.fill(all, sequences.seqLen());
    Path path = lengths;
    return path == null ? all : Faults.told(path, () -> Npy.readIndices(path)).toArray();
  }

  // ---- What comes out

  private static void requireState(
      LayerRun run, String name, @Nullable Path path, FileLayer layer) {
    if (path != null && !run.states().containsKey(name)) {
      throw new CliException(
          "--%sn is given for a %s, which has no such state".formatted(name, layer.kind()));
    }
  }

  private static void write(PrintWriter out, Path path, Tensor tensor) {
    try {
      Npy.write(path, tensor);
    } catch (IOException e) {
      throw OutputFolder.unwritable(path, e);
    }
    out.println("Wrote " + path + " " + tensor.shape());
  }

  private void note(String text) {
    spec.commandLine().getErr().println("rnn4j run: " + text);
  }
}
