package rnn4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.io.keras.Keras;
import rnn4j.io.keras.KerasFile;
import rnn4j.io.keras.KerasLayer;
import rnn4j.io.keras.KerasOutput;
import rnn4j.io.onnx.Onnx;
import rnn4j.io.onnx.OnnxExport;
import rnn4j.io.onnx.OnnxFile;
import rnn4j.io.onnx.OnnxInput;
import rnn4j.io.onnx.OnnxLayer;
import rnn4j.io.onnx.OnnxNode;
import rnn4j.io.onnx.OnnxOutput;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// The Java of the pages on ONNX and Keras, run.
@SuppressWarnings("UnusedVariable") // the pages name what they get
final class ModelPagesTest {
  private final TorchRandom random = TorchRandom.seed(0);
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"../docs/onnx.md", "../docs/keras.md"})
  void javaOfThePageStandsHere(String page) throws IOException {
    UserGuideTest.assertJavaStandsIn("ModelPagesTest", page);
  }

  @Test
  void layersAreWrittenAsModelsAndReadAgain() throws IOException {
    Path path = folder.resolve("m.onnx");
    var lstm = new Lstm(LstmConfig.of(10, 20).withNumLayers(2).withBidirectional(true), random);
    Onnx.write(path, lstm);
    try (OnnxFile file = Onnx.read(path)) {
      assertThat(file.nodes()).extracting(OnnxNode::name).containsExactly("l0", "l1");
      Tensor x = Tensor.ones(7, 3, 10);
      Tensor y = file.layer("l0").forward(x).y(); // (7, 2, 3, 20)
      y = file.layer("l1").forward(y.transpose(1, 2).reshape(7, 3, 40)).y();
      // The same sums, but for two biases that are added in another order.
      assertThat(y.transpose(1, 2).reshape(7, 3, 40).toFloatArray())
          .containsExactly(lstm.forward(x).output().toFloatArray(), within(1e-6f));
    }
    Map<String, RecurrentLayer> layers =
        Map.of("encoder", lstm, "decoder", new Gru(GruConfig.of(40, 20), random));
    Onnx.write(path, layers, OnnxExport.DEFAULT.withLengths(false).withStates(false));
    try (OnnxFile file = Onnx.read(path)) {
      assertThat(file.nodes())
          .extracting(OnnxNode::name)
          .containsExactlyInAnyOrder("encoder.l0", "encoder.l1", "decoder.l0");
    }
    try (OnnxFile file = Onnx.read(path)) {
      for (OnnxNode node : file.nodes()) {
        System.out.println(node.path() + ": " + file.layer(node.name()).options());
      }
    }
  }

  @Test
  void onnxLayersRun() throws IOException {
    Path path = folder.resolve("m.onnx");
    Lstm written = new Lstm(LstmConfig.of(4, 6), random);
    Onnx.write(path, Map.of("rnn", written), OnnxExport.DEFAULT);
    Tensor x = Tensor.ones(5, 3, 4);
    Tensor h = Tensor.ones(1, 3, 6);
    try (OnnxFile file = Onnx.read(path)) {
      run(file, x, h, written);
    }
  }

  private static void run(OnnxFile file, Tensor x, Tensor h, Lstm written) throws IOException {
    OnnxLayer layer = file.layer("rnn.l0");
    OnnxOutput out = layer.forward(OnnxInput.of(x).withSequenceLens(5, 3, 0).withInitialH(h));
    Tensor y = out.y(); // (seqLen, numDirections, batch, hiddenSize)
    Tensor last = out.yH(); // (numDirections, batch, hiddenSize)
    assertThat(y.shape().toArray()).containsExactly(5, 1, 3, 6);
    assertThat(last.select(1, 2).toFloatArray()).containsOnly(0);
    Optional<RecurrentLayer> lstm = layer.toPyTorch();
    Map<String, Tensor> state = lstm.orElseThrow().stateDict();
    written
        .stateDict()
        .forEach((name, weight) ->
            assertThat(Objects.requireNonNull(state.get(name)).toFloatArray())
                .as(name)
                .containsExactly(weight.toFloatArray()));
  }

  @Test
  void kerasLayersRun() throws IOException {
    Path path = keras();
    Tensor x = Tensor.ones(2, 5, 3);
    try (KerasFile file = Keras.read(path)) {
      KerasLayer layer = file.layer("lstm");
      KerasOutput out = layer.forward(x); // (batch, time, features)
      Tensor last = out.output(); // (batch, units), or (batch, time, units) with return_sequences
      List<Tensor> states = out.states(); // h and c, (batch, units) each
    }
    try (KerasFile file = Keras.read(path)) {
      KerasOutput out = file.layer("lstm").forward(x);
      assertThat(out.output().shape().toArray()).containsExactly(2, 5, 4);
      Lstm lstm = Lstm.load(path, "lstm");
      assertThat(lstm.forward(x).state().h().toFloatArray())
          .containsExactly(out.states().getFirst().toFloatArray());
    }
  }

  private Path keras() throws IOException {
    Path path = folder.resolve("model.keras");
    try (InputStream in = Keras.class.getResourceAsStream("models.zip");
        var zip = new ZipInputStream(Objects.requireNonNull(in))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.getName().equals("model.keras")) {
          Files.write(path, zip.readAllBytes());
        }
      }
    }
    return path;
  }
}
