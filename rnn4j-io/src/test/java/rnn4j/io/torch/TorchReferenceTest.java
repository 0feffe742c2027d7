package rnn4j.io.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.io.FileLayer;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.Resources;
import rnn4j.io.Safetensors;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.Rnn;
import rnn4j.random.TorchRandom;

/// Oracle: PyTorch, which wrote each file in both forms and its tensors as safetensors, see
/// `tools/golden/torch_files.py`.
final class TorchReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "lstm.pt, lstm",
    "lstm-legacy.pt, lstm",
    "views.pt, views",
    "views-legacy.pt, views",
    "views-big-endian.pt, views",
    "whole.pt, whole",
    "whole-legacy.pt, whole",
    "pair.pt, pair",
    "pair-legacy.pt, pair",
    "scripted.pt, scripted",
  })
  void everyTensorHasTheBitsOfPyTorch(String file, String expected) throws IOException {
    try (ModelFile found = ModelFiles.open(path(file));
        ModelFile wanted = Safetensors.read(path(expected + ".safetensors"))) {
      assertThat(found).isInstanceOf(TorchFile.class);
      assertThat(found.names()).containsExactlyInAnyOrderElementsOf(wanted.names());
      assertSameTensors(found, wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pt", "checkpoint-legacy.pt"})
  void theStateInsideACheckpointHasItsOwnNames(String file) throws IOException {
    try (ModelFile found = ModelFiles.open(path(file));
        ModelFile wanted = Safetensors.read(path("checkpoint.safetensors"))) {
      assertThat(found.format()).endsWith("state_dict at \"training.model_state_dict\"");
      assertThat(found.names()).containsAll(wanted.names());
      assertThat(found.names())
          .filteredOn(name -> !name.startsWith("training.optimizer.state."))
          .containsExactlyInAnyOrderElementsOf(wanted.names());
      assertSameTensors(found, wanted);
      assertThat(found.metadata())
          .containsOnly(
              entry("epoch", "3"),
              entry("name", "tagger"),
              entry("best", "0.5"),
              entry("args.lr", "0.1"),
              entry("big", "1180591620717411303424"));
    }
  }

  private static void assertSameTensors(ModelFile found, ModelFile wanted) throws IOException {
    for (String name : wanted.names()) {
      assertThat(found.info(name)).isEqualTo(wanted.info(name));
      assertThat(found.bytes(name).toArray(ValueLayout.JAVA_BYTE))
          .as(name)
          .containsExactly(wanted.bytes(name).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm.pt", "lstm-legacy.pt"})
  void anLstmIsBuiltFromAStateDict(String file) throws IOException {
    Lstm found = Lstm.load(path(file));
    Lstm expected =
        new Lstm(LstmConfig.of(3, 5).withNumLayers(2).withBidirectional(true), TorchRandom.seed(0));

    assertThat(found.config()).isEqualTo(expected.config());
    expected
        .stateDict()
        .forEach((name, tensor) ->
            assertThat(found.parameter(name).toFloatArray())
                .containsExactly(tensor.toFloatArray()));
  }

  @Test
  void aStateDictDoesNotTellAllOptions() throws IOException {
    assertThat(layers("checkpoint.pt"))
        .containsOnly(
            entry(
                "encoder.lstm",
                "LSTM(3, 5, proj_size=2, num_layers=2) without [batch_first, dropout]"),
            entry("encoder.gru", "GRU(2, 3, bias=False, bidirectional=True) without [batch_first]"),
            entry("rnn", "RNN(6, 4) without [nonlinearity, batch_first]"),
            entry("cell", "RNNCell(4, 2) without [nonlinearity]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole.pt", "whole-legacy.pt"})
  void aWholeModuleTellsAllOptions(String file) throws IOException {
    assertThat(layers(file))
        .containsOnly(
            entry(
                "encoder.lstm",
                "LSTM(3, 5, proj_size=2, num_layers=2, batch_first=True, dropout=0.25) without []"),
            entry("encoder.gru", "GRU(2, 3, bias=False, bidirectional=True) without []"),
            entry("rnn", "RNN(6, 4, nonlinearity=relu, batch_first=True) without []"),
            entry("cell", "RNNCell(4, 2, nonlinearity=relu) without []"));
    assertThat(Rnn.load(path(file), "rnn").config().nonlinearity()).isEqualTo(Nonlinearity.RELU);
  }

  @Test
  void theLstmOfAScriptedModuleIsFound() throws IOException {
    assertThat(layers("scripted.pt"))
        .containsOnly(entry("lstm", "LSTM(3, 5, bidirectional=True) without [batch_first]"));
  }

  private static Map<String, String> layers(String file) throws IOException {
    try (ModelFile open = ModelFiles.open(path(file))) {
      assertThat(open.layers().doubts()).isEmpty();
      return open.layers().layers().stream()
          .collect(
              java.util.stream.Collectors.toMap(
                  FileLayer::name, layer -> layer + " without " + layer.untold()));
    }
  }

  private static Path path(String name) {
    return Resources.path("torch/" + name);
  }
}
