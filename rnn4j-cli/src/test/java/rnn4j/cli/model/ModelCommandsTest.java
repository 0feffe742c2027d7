package rnn4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.cli.Main;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.Safetensors;
import rnn4j.io.npy.Npy;
import rnn4j.io.npy.Npz;
import rnn4j.io.torch.Torch;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Oracle: the layers themselves, called directly.
final class ModelCommandsTest {
  private final TorchRandom random = TorchRandom.seed(5);
  private final Lstm lstm = new Lstm(LstmConfig.of(3, 4).withBidirectional(true), random);
  private final Rnn rnn = new Rnn(RnnConfig.of(3, 4).withNonlinearity(Nonlinearity.RELU), random);
  private final Tensor input = wave(6, 2, 3);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Map<String, Tensor> state = new LinkedHashMap<>();
    lstm.stateDict().forEach((name, tensor) -> state.put("encoder." + name, tensor));
    rnn.stateDict().forEach((name, tensor) -> state.put("rnn." + name, tensor));
    state.put("odd\u001b[2J", Tensor.of(new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY}, 3));
    Torch.write(path("m.pt"), state);
    Npy.write(path("x.npy"), input);
  }

  private static Tensor wave(int... shape) {
    var elements = new float[Shape.of(shape).numel()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) Math.sin(i);
    }
    return Tensor.of(elements, shape);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private int run(String... args) {
    for (int i = 1; i < args.length; i++) {
      args[i] = args[i].matches("\\w+\\.\\w+") ? path(args[i]).toString() : args[i];
    }
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  // ---- inspect

  @Test
  void inspectTellsLayersAndTensors() {
    assertThat(run("inspect", "m.pt")).isZero();
    assertThat(out.toString().lines())
        .contains(
            "Recurrent layers:",
            "  encoder: LSTM(3, 4, bidirectional=True); the file does not tell batch_first",
            "  rnn: RNN(3, 4); the file does not tell nonlinearity, batch_first")
        .anyMatch(
            line -> line.contains("m.pt: PyTorch, state_dict, ") && line.endsWith(" 13 tensors"))
        .anyMatch(line -> line.matches(" *odd\\\\u\\{1b}\\[2J +F32 +\\(3\\) +12 B +-1 +inf +1"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void inspectWritesJson() {
    assertThat(run("inspect", "--json", "m.pt")).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get("format").asString()).isEqualTo("PyTorch, state_dict");
    JsonNode layer = json.get("layers").get(0);
    assertThat(layer.get("name").asString()).isEqualTo("encoder");
    assertThat(layer.get("kind").asString()).isEqualTo("LSTM");
    assertThat(layer.get("options").get("hidden_size").asInt()).isEqualTo(4);
    assertThat(layer.get("options").get("bidirectional").asBoolean()).isTrue();
    assertThat(layer.get("untold").get(0).asString()).isEqualTo("batch_first");
    JsonNode tensor = json.get("tensors").get(12);
    assertThat(tensor.get("name").asString()).isEqualTo("odd\u001b[2J");
    assertThat(tensor.get("nans").asInt()).isEqualTo(1);
    assertThat(tensor.get("max").asString()).isEqualTo("inf");
  }

  // ---- run

  @Test
  void runGivesTheLayersOutputAndStates() throws IOException {
    assertThat(
            run(
                "run",
                "m.pt",
                "--layer",
                "encoder",
                "--input",
                "x.npy",
                "--output",
                "y.npy",
                "--hn",
                "h.npy",
                "--cn",
                "c.npy"))
        .isZero();
    LstmOutput expected = lstm.forward(input);
    assertSame(Npy.read(path("y.npy")), expected.output());
    assertSame(Npy.read(path("h.npy")), expected.state().h());
    assertSame(Npy.read(path("c.npy")), expected.state().c());
    assertThat(out.toString())
        .contains("Ran encoder, LSTM(3, 4, bidirectional=True), on 2 sequences of 6 steps");
  }

  @Test
  void runBeginsWhereAnotherRunEnded() throws IOException {
    Npy.write(path("a.npy"), input.slice(0, 0, 4));
    Npy.write(path("b.npy"), input.slice(0, 4, 6));
    Lstm forward = new Lstm(LstmConfig.of(3, 4), random);
    Safetensors.write(path("f.safetensors"), forward.stateDict());
    assertThat(
            run(
                "run",
                "f.safetensors",
                "--input",
                "a.npy",
                "--output",
                "y.npy",
                "--hn",
                "h.npy",
                "--cn",
                "c.npy"))
        .isZero();
    assertThat(
            run(
                "run",
                "f.safetensors",
                "--input",
                "b.npy",
                "--output",
                "y.npy",
                "--h0",
                "h.npy",
                "--c0",
                "c.npy"))
        .isZero();
    assertSame(Npy.read(path("y.npy")), forward.forward(input).output().slice(0, 4, 6));
  }

  @Test
  void runTakesBatchFirstLengthsAndOtherNonlinearities() throws IOException {
    Npy.write(path("b.npy"), input.transpose(0, 1));
    Files.write(path("l.npy"), lengths(2, 6));
    assertThat(
            run(
                "run",
                "m.pt",
                "--layer",
                "rnn",
                "--batch-first",
                "--nonlinearity",
                "relu",
                "--lengths",
                "l.npy",
                "--input",
                "b.npy",
                "--output",
                "y.npy"))
        .isZero();
    assertSame(
        Npy.read(path("y.npy")), rnn.forward(input, new int[] {2, 6}).output().transpose(0, 1));
    assertThat(err.toString()).isEmpty();
  }

  /// An array of bytes, which needs no thought of their order.
  private static byte[] lengths(int... values) {
    String header =
        "\u0093NUMPY\u0001\0008\0{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}\n";
    var bytes = new StringBuilder(header);
    for (int value : values) {
      bytes.append((char) value);
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void runTellsWhatItTookForGranted() throws IOException {
    Npy.write(path("d.npy"), input.select(1, 0).to(DType.FLOAT64));
    assertThat(run("run", "m.pt", "--layer", "rnn", "--input", "d.npy", "--output", "y.npy"))
        .isZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "rnn4j run: the file does not tell the nonlinearity, took tanh; see --nonlinearity",
            "rnn4j run: --input is float64, computed as float32 as the weights are");
    assertThat(Npy.read(path("y.npy")).shape().toArray()).containsExactly(6, 4);
  }

  // ---- convert

  @Test
  void convertingThereAndBackChangesNothing() throws IOException {
    for (String[] step :
        List.of(
            new String[] {"m.pt", "a.safetensors"},
            new String[] {"a.safetensors", "b.npz"},
            new String[] {"b.npz", "c.pth"})) {
      assertThat(run("convert", step[0], step[1])).isZero();
    }
    try (ModelFile before = Torch.read(path("m.pt"));
        ModelFile after = ModelFiles.open(path("c.pth"))) {
      assertThat(after.names()).containsExactlyInAnyOrderElementsOf(before.names());
      for (String name : before.names()) {
        assertThat(after.info(name)).isEqualTo(before.info(name));
        assertThat(after.bytes(name).mismatch(before.bytes(name))).isEqualTo(-1);
      }
    }
    assertThat(out.toString()).contains("Wrote " + path("c.pth") + ": 13 converted, 0 left out");
  }

  @Test
  void convertReportsWhatIsLeftOut() throws IOException {
    Safetensors.write(path("t.safetensors"), Map.of("a", Tensor.ones(1)), Map.of("note", "n"));
    assertThat(run("convert", "t.safetensors", "u.pt")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "converted tensor \"a\" (F32 of shape (1))",
            "left out metadata (1 texts): a state_dict has tensors only",
            "Wrote " + path("u.pt") + ": 1 converted, 1 left out");
  }

  // ---- Faults

  @Test
  void faultsAreOneLineAndCode2() throws IOException {
    Files.writeString(path("text.pt"), "no model");
    Npz.write(path("e.npz"), Map.of("a", Tensor.ones(1)));
    assertFault("none.pt: there is no such file", "inspect", "none.pt");
    assertFault(": is a folder, expected a file", "inspect", folder.toString());
    assertFault("text.pt: pickle at byte", "inspect", "text.pt");
    assertFault(
        "m.pt: holds 2 recurrent layers, say which with --layer: encoder, rnn",
        "run",
        "m.pt",
        "--input",
        "x.npy",
        "--output",
        "y.npy");
    assertFault(
        "m.pt: holds no recurrent layer gru, expected one of encoder, rnn",
        "run",
        "m.pt",
        "--layer",
        "gru",
        "--input",
        "x.npy",
        "--output",
        "y.npy");
    assertFault(
        "e.npz: holds no recurrent layer", "run", "e.npz", "--input", "x.npy", "--output", "y.npy");
    assertFault(
        "--c0 is given for a RNN, expected an LSTM",
        "run",
        "m.pt",
        "--layer",
        "rnn",
        "--input",
        "x.npy",
        "--c0",
        "x.npy",
        "--output",
        "y.npy");
    assertFault(
        "--cn is given for a RNN, which has no such state",
        "run",
        "m.pt",
        "--layer",
        "rnn",
        "--input",
        "x.npy",
        "--cn",
        "c.npy",
        "--output",
        "y.npy");
    assertFault(
        "x.npy: tensor \"array\" is F32 of shape (6, 2, 3), expected integers",
        "run",
        "m.pt",
        "--layer",
        "rnn",
        "--input",
        "x.npy",
        "--lengths",
        "x.npy",
        "--output",
        "y.npy");
    assertFault(
        "--nonlinearity is given for LSTM encoder, expected an RNN",
        "run",
        "m.pt",
        "--layer",
        "encoder",
        "--nonlinearity",
        "relu",
        "--input",
        "x.npy",
        "--output",
        "y.npy");
    assertFault("m.xyz has the extension \"xyz\", expected that of ", "convert", "m.pt", "m.xyz");
    assertFault("is a folder, expected a file to write", "convert", "m.pt", folder.toString());
    assertThat(path("y.npy")).doesNotExist();
  }

  /// The model is not there: nothing is read before.
  @Test
  void whereNothingCanBeWrittenIsSaidFirst() {
    for (String option : List.of("--hn", "--cn")) {
      assertUnwritable(
          path("no").resolve("y.npy"),
          path("no") + " does not exist, expected a folder",
          "run",
          "no.pt",
          "--input",
          "x.npy",
          "--output",
          "y.npy",
          option);
    }
    assertUnwritable(
        path("x.npy").resolve("y.npy"),
        path("x.npy") + " is a file, expected a folder",
        "run",
        "no.pt",
        "--input",
        "x.npy",
        "--output");
    assertUnwritable(
        path("x.npy").resolve("m.npz"),
        path("x.npy") + " is a file, expected a folder",
        "convert",
        "no.pt");
  }

  private void assertUnwritable(Path path, String found, String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = path.toString();
    assertFault(path + ": cannot write there (" + found + ")", all);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noInputIsOverwritten() throws IOException {
    byte[] model = Files.readAllBytes(path("m.pt"));
    byte[] sequences = Files.readAllBytes(path("x.npy"));
    Files.createSymbolicLink(path("link.pt"), path("m.pt"));
    String fault = ": is both input and output, expected another file to write";
    assertFault("m.pt" + fault, "convert", "m.pt", "m.pt");
    assertFault("link.pt" + fault, "convert", "m.pt", "link.pt");
    String dotted = folder.resolve(".").resolve("m.pt").toString();
    assertFault(dotted + fault, "convert", "m.pt", dotted);
    assertFault("x.npy" + fault, "run", "m.pt", "--input", "x.npy", "--output", "x.npy");
    for (String option : List.of("--lengths", "--h0", "--c0")) {
      assertFault(
          "x.npy" + fault, "run", "m.pt", "--input", "l.npy", option, "x.npy", "--output", "x.npy");
    }
    for (String option : List.of("--hn", "--cn")) {
      assertFault(
          "m.pt" + fault, "run", "m.pt", "--input", "x.npy", "--output", "y.npy", option, "m.pt");
    }
    assertThat(path("m.pt")).hasBinaryContent(model);
    assertThat(path("x.npy")).hasBinaryContent(sequences);
    assertThat(path("y.npy")).doesNotExist();
  }

  private void assertFault(String fault, String... args) {
    err.getBuffer().setLength(0);
    assertThat(run(args.clone())).isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> !line.contains("took tanh"))).hasSize(1);
    assertThat(err.toString()).contains("rnn4j " + args[0] + ": ").contains(fault);
  }

  private static void assertSame(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray());
  }
}
