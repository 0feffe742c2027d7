package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.Conversion;
import rnn4j.io.FileLayer;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.Safetensors;
import rnn4j.io.WeightFormatException;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Linear;
import rnn4j.nn.LinearConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.StoredLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: the files that were converted. Round trips keep every bit.
final class OnnxConversionTest {
  private static final TorchRandom RANDOM = TorchRandom.seed(4);
  @TempDir private Path folder;

  static Stream<RecurrentLayer> layers() {
    return Stream.of(
        new Lstm(LstmConfig.of(3, 5).withNumLayers(3).withBidirectional(true), RANDOM),
        new Lstm(LstmConfig.of(5, 5).withNumLayers(2).withBias(false), RANDOM),
        new Gru(GruConfig.of(3, 4).withNumLayers(2).withBidirectional(true), RANDOM),
        new Rnn(RnnConfig.of(3, 4).withNumLayers(2).withNonlinearity(Nonlinearity.RELU), RANDOM),
        new PeepholeLstm(PeepholeLstmConfig.of(2, 3).withNumLayers(2), RANDOM));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aStackComesBackWithItsNamesAndBits(RecurrentLayer layer) throws IOException {
    Path path = folder.resolve("m.onnx");
    Onnx.write(path, Map.of("encoder.rnn", layer), OnnxExport.DEFAULT);
    try (ModelFile file = ModelFiles.open(path)) {
      assertThat(file.layers().layers()).extracting(FileLayer::name).containsExactly("encoder.rnn");
      StoredLayer stored = file.layers().layers().getFirst().stored().orElseThrow();
      assertThat(stored.config()).isEqualTo(ExportLayer.of("", layer).config());
      Map<String, Tensor> expected = layer.stateDict();
      assertThat(stored.parameters().names())
          .containsExactlyInAnyOrderElementsOf(expected.keySet());
      for (String name : expected.keySet()) {
        assertThat(stored.parameters().tensor(name).toFloatArray())
            .as(name)
            .containsExactly(Objects.requireNonNull(expected.get(name)).toFloatArray());
      }
    }
  }

  @Test
  void layersGoFromOneFormatToAnotherAndBack() throws IOException {
    var model =
        new Module() {
          {
            register("rnn", new Lstm(LstmConfig.of(3, 4).withNumLayers(2), RANDOM));
            register("linear", new Linear(LinearConfig.of(4, 2), RANDOM));
          }
        };
    Map<String, Tensor> state = new LinkedHashMap<>(model.stateDict());
    Path first = folder.resolve("a.safetensors");
    Safetensors.write(first, state);
    Path onnx = folder.resolve("b.onnx");
    Conversion toOnnx = convert(first, onnx);
    assertThat(toOnnx.converted()).hasSize(1).first().asString().startsWith("layer rnn (LSTM(3, 4");
    assertThat(toOnnx.leftOut())
        .containsOnlyKeys(
            "tensor \"linear.weight\" (F32 of shape (2, 4))",
            "tensor \"linear.bias\" (F32 of shape (2))");

    Path back = folder.resolve("c.safetensors");
    convert(onnx, back);
    try (ModelFile file = ModelFiles.open(back)) {
      state.keySet().removeIf(name -> name.startsWith("linear"));
      for (Map.Entry<String, Tensor> weight : state.entrySet()) {
        assertThat(file.tensor(weight.getKey()).toFloatArray())
            .as(weight.getKey())
            .containsExactly(weight.getValue().toFloatArray());
      }
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(state.keySet());
    }
  }

  @Test
  void layersThatWereWrittenAsScansAreReported() throws IOException {
    var config = LstmConfig.of(3, 4).withDtype(DType.FLOAT64).withBidirectional(true);
    Path onnx = folder.resolve("a.onnx");
    Onnx.write(onnx, Map.of("rnn", new Lstm(config, RANDOM)), OnnxExport.DEFAULT);
    Path back = folder.resolve("b.safetensors");
    Conversion conversion = convert(onnx, back);
    String why =
        "was written as a Scan node of small operators, which are not read back as a layer";
    assertThat(conversion.leftOut())
        .containsExactly(Map.entry("layer rnn.l0", why), Map.entry("layer rnn.l0.reverse", why));
    try (ModelFile from = ModelFiles.open(onnx);
        ModelFile to = ModelFiles.open(back)) {
      assertThat(from.layers().doubts()).containsOnlyKeys("rnn.l0", "rnn.l0.reverse");
      assertThat(to.names()).containsExactlyInAnyOrderElementsOf(from.names());
    }
  }

  @Test
  void aFileWithoutLayersIsNoModel() throws IOException {
    Path from = folder.resolve("a.safetensors");
    Safetensors.write(from, Map.of("x", Tensor.zeros(2)));
    Path to = folder.resolve("b.onnx");
    assertThatThrownBy(() -> convert(from, to))
        .isInstanceOf(WeightFormatException.class)
        .hasMessage(
            "Onnx.write: %s: found no recurrent layer in the safetensors file, expected one of PyTorch's kinds"
                .formatted(to));
    assertThat(to).doesNotExist();
  }

  private static Conversion convert(Path from, Path to) throws IOException {
    try (ModelFile file = ModelFiles.open(from)) {
      return ModelFiles.write(file, to);
    }
  }
}
