package rnn4j.io.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.LayerRun;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// Oracle: what Keras computes with the same files, see `tools/golden/keras_models.py`.
final class KerasModelsTest {

  /// The largest difference measured was 3.7e-6, of a GRU whose gates are linear and whose states
  /// grow, and 1.8e-7 of all others.
  private static final double TOLERANCE = 8e-6;

  private static final Map<String, Tensor> EXPECTED = expected();

  private static Map<String, Tensor> expected() {
    try {
      return KerasModels.outputs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every layer of the model in both forms that have its configuration.
  static Stream<String> layers() {
    return Stream.of("model.keras", "model.h5")
        .flatMap(file ->
            EXPECTED.keySet().stream()
                .filter(name -> EXPECTED.containsKey(name + ".masked"))
                .map(name -> file + "/" + name));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void outputsAreThoseOfKeras(String layerOfFile) throws WeightFormatException {
    String name = layerOfFile.substring(layerOfFile.indexOf('/') + 1);
    try (KerasFile file = KerasModels.open(layerOfFile.substring(0, layerOfFile.indexOf('/')))) {
      KerasLayer layer = file.layer(name);
      KerasOutput out = layer.forward(tensor("x"));
      assertClose(out.output(), name);
      for (int s = 0; s < out.states().size(); s++) {
        assertClose(out.states().get(s), name + ".states." + s);
      }
      assertThat(EXPECTED).doesNotContainKey(name + ".states." + out.states().size());
      assertClose(layer.forward(tensor("x"), lengths(), List.of()).output(), name + ".masked");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2/LSTM", "keras2/GRU", "cudnn/CuDNNLSTM", "cudnn/CuDNNGRU"})
  void olderLayoutsAreRead(String layer) throws WeightFormatException {
    String[] parts = layer.split("/", -1);
    try (KerasFile file = KerasModels.open(parts[0] + ".h5")) {
      assertClose(file.layer(parts[1]).forward(tensor("x")).output(), parts[0] + "." + parts[1]);
      assertThat(file.metadata()).containsEntry("keras_version", "2.2.4");
    }
  }

  @Test
  void weightsAloneTellAllButTheOptions() throws IOException {
    try (KerasFile file = KerasModels.open("model.weights.h5")) {
      FileLayers layers = file.layers();
      Set<String> names = new TreeSet<>();
      layers.layers().forEach(layer -> names.add(layer.name()));
      Set<String> all = new TreeSet<>();
      EXPECTED.keySet().stream()
          .filter(name -> EXPECTED.containsKey(name + ".masked"))
          .forEach(all::add);
      all.remove(
          "both_different"); // its directions have different sizes: still two layers' weights
      names.remove("both_different");
      assertThat(names).isEqualTo(all);
      assertThat(file.format()).isEqualTo("Keras weights");
      assertThat(layers.layers().getFirst().untold()).contains("activation", "return_sequences");
      for (String name : List.of("lstm", "gru", "gru_before", "simple", "both")) {
        assertClose(file.layer(name).forward(tensor("x")).output(), name);
      }
    }
  }

  @Test
  void layersWithTorchsFunctionsAreTorchs() throws IOException {
    try (KerasFile file = KerasModels.open("model.keras")) {
      List<String> torchs =
          file.layers().layers().stream()
              .filter(layer -> layer.stored().isPresent())
              .map(FileLayer::name)
              .toList();
      assertThat(torchs)
          .containsExactlyInAnyOrder(
              "lstm_last",
              "lstm",
              "gru",
              "simple",
              "both",
              "both_last",
              "inner_lstm",
              "inner_both");
      for (FileLayer layer : file.layers().layers()) {
        if (torchs.contains(layer.name())) {
          LayerRun own = layer.run(tensor("x").transpose(0, 1), lengths(), Map.of());
          LayerRun torch =
              FileLayer.of(layer.stored().orElseThrow())
                  .run(tensor("x").transpose(0, 1), lengths(), Map.of());
          assertThat(h(torch)).containsExactly(h(own));
        }
      }
    }
  }

  @Test
  void aLayerThatIsNotThereIsNamedWithThoseThatAre() throws WeightFormatException {
    try (KerasFile file = KerasModels.open("keras2.h5")) {
      assertThatThrownBy(() -> file.layer("lstm"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessage(
              "Keras.read: m.keras: has no recurrent layer \"lstm\", expected one of \"LSTM\", \"GRU\"");
    }
  }

  private static float[] h(LayerRun run) {
    return Objects.requireNonNull(run.states().get("h")).toFloatArray();
  }

  private static int[] lengths() {
    Tensor lengths = tensor("lengths");
    return IntStream.range(0, lengths.numel()).map(i -> (int) lengths.get(i)).toArray();
  }

  private static Tensor tensor(String name) {
    return Objects.requireNonNull(EXPECTED.get(name), name);
  }

  private static void assertClose(Tensor actual, String name) {
    Tensor expected = tensor(name);
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    float[] a = actual.toFloatArray();
    float[] e = expected.toFloatArray();
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - e[i]) / Math.max(1, Math.abs(e[i])));
    }
    assertThat(worst).as(name).isLessThan(TOLERANCE);
  }
}
