package rnn4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.io.FileLayer;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.Safetensors;
import rnn4j.io.TensorInfo;
import rnn4j.io.TensorSummary;
import rnn4j.io.npy.Npy;
import rnn4j.io.npy.Npz;
import rnn4j.io.torch.Torch;
import rnn4j.nn.Linear;
import rnn4j.nn.LinearConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// The Java of the page on files, run.
final class FilesPageTest {
  private final TorchRandom random = TorchRandom.seed(0);
  private final Encoder encoder = new Encoder(random);

  @TempDir Path folder;

  private static final class Encoder extends Module {
    final Lstm rnn;

    Encoder(TorchRandom random) {
      rnn = register("rnn", new Lstm(LstmConfig.of(10, 20), random));
      register("linear", new Linear(LinearConfig.of(20, 2), random));
    }
  }

  @Test
  void javaOfThePageStandsHere() throws IOException {
    UserGuideTest.assertJavaStandsIn("FilesPageTest", "../docs/files.md");
  }

  private Path write(String prefix) throws IOException {
    Map<String, Tensor> state = new LinkedHashMap<>();
    encoder.stateDict().forEach((name, tensor) -> state.put(prefix + "encoder." + name, tensor));
    new Rnn(RnnConfig.of(3, 4), random)
        .stateDict()
        .forEach((name, tensor) -> state.put("decoder." + name, tensor));
    Path path = folder.resolve("model.pt");
    Torch.write(path, state);
    return path;
  }

  @Test
  void aLayer() throws IOException {
    Path path = write("");

    Lstm lstm = Lstm.load(path, "encoder.rnn"); // from model.pt, model.safetensors, model.onnx, ...

    Rnn rnn = Rnn.load(path, "decoder", config -> config.withNonlinearity(Nonlinearity.RELU));

    assertThat(lstm.parameter("weight_hh_l0").toFloatArray())
        .containsExactly(encoder.rnn.parameter("weight_hh_l0").toFloatArray());
    assertThat(rnn.config().nonlinearity()).isEqualTo(Nonlinearity.RELU);
  }

  @Test
  void aModel() throws IOException {
    Path path = write("model.");
    float[] expected = encoder.parameter("linear.weight").toFloatArray();
    var encoder = new Encoder(random);

    try (ModelFile file = ModelFiles.open(path)) {
      encoder.loadStateDict(file.stateDict(), "model.encoder");
    }

    assertThat(encoder.parameter("linear.weight").toFloatArray()).containsExactly(expected);
  }

  @Test
  void whatAFileHolds() throws IOException {
    Path path = write("");
    List<String> report = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();

    try (ModelFile file = ModelFiles.open(path)) {
      for (FileLayer layer : file.layers().layers()) {
        report.add(layer.name() + ": " + layer + ", not told: " + layer.untold());
      }
      TensorInfo info = file.info("encoder.rnn.weight_ih_l0");
      report.add(
          info.typeAndShape() + ", " + TensorSummary.of(file, info.name())); // range and NaNs
      weights.add(file.tensor(info.name())); // float32 or float64, exactly
    }
    assertThat(weights.getFirst().shape().toArray()).containsExactly(80, 10);
    assertThat(report.removeLast()).startsWith("F32 of shape (80, 10), TensorSummary[nans=0, min=");
    assertThat(report)
        .containsExactly(
            "encoder.rnn: LSTM(10, 20), not told: [batch_first]",
            "decoder: RNN(3, 4), not told: [nonlinearity, batch_first]");
  }

  @Test
  void writing() throws IOException {
    Lstm lstm = encoder.rnn;
    Tensor output = Tensor.ones(2, 3);
    Path pt = folder.resolve("m.pt");
    Path safetensors = folder.resolve("m.safetensors");
    Path npz = folder.resolve("m.npz");
    Path npy = folder.resolve("m.npy");

    Torch.write(pt, lstm.stateDict()); // torch.load(pt, weights_only=True) opens it
    Safetensors.write(safetensors, lstm.stateDict());
    Npz.write(npz, lstm.stateDict());
    Npy.write(npy, output);

    for (Path path : List.of(pt, safetensors, npz)) {
      assertThat(Lstm.load(path).config()).isEqualTo(lstm.config());
    }
    assertThat(Npy.read(npy).shape()).isEqualTo(output.shape());
  }
}
