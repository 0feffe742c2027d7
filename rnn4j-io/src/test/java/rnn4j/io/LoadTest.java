package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.nn.CellConfig;
import rnn4j.nn.Gru;
import rnn4j.nn.GruCell;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmCell;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnCell;
import rnn4j.nn.RnnConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Oracle: the layers that were written.
final class LoadTest {
  private final TorchRandom random = TorchRandom.seed(7);
  private final Lstm lstm = new Lstm(LstmConfig.of(3, 5).withProjSize(2), random);
  private final Gru gru = new Gru(GruConfig.of(3, 5).withBidirectional(true), random);
  private final Rnn rnn = new Rnn(RnnConfig.of(3, 5).withNumLayers(2), random);
  private final GruCell cell = new GruCell(CellConfig.of(3, 5), random);

  @TempDir Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("m.safetensors");
    var state = new LinkedHashMap<String, Tensor>();
    put(state, "encoder.lstm", lstm);
    put(state, "encoder.gru", gru);
    put(state, "decoder.gru", gru);
    put(state, "decoder.rnn", rnn);
    put(state, "decoder.cell", cell);
    state.put("decoder.odd.weight_ih_l0", Tensor.zeros(4, 2));
    Safetensors.write(path, state);
  }

  private static void put(Map<String, Tensor> state, String name, Module module) {
    module.stateDict().forEach((local, tensor) -> state.put(name + "." + local, tensor));
  }

  @Test
  void theOnlyLayerOfItsKindNeedsNoName() throws IOException {
    assertSame(Lstm.load(path), lstm);
    assertSame(Rnn.load(path), rnn);
  }

  @Test
  void layersAreFoundByName() throws IOException {
    assertSame(Lstm.load(path, "encoder.lstm"), lstm);
    assertSame(Gru.load(path, "decoder.gru"), gru);
    assertSame(GruCell.load(path, "decoder.cell"), cell);
  }

  @Test
  void optionsThatTheFileDoesNotTellAreGiven() throws IOException {
    Rnn relu = Rnn.load(path, "decoder.rnn", config -> config.withNonlinearity(Nonlinearity.RELU));
    assertThat(relu.config()).isEqualTo(rnn.config().withNonlinearity(Nonlinearity.RELU));
    assertThat(Lstm.load(path, "encoder.lstm", c -> c.withBatchFirst(true)).config().batchFirst())
        .isTrue();
  }

  @Test
  void aPartOfAStateIsLoadedByItsPrefix() throws IOException {
    Gru loaded = new Gru(gru.config(), random);
    try (SafetensorsFile file = Safetensors.read(path)) {
      loaded.loadStateDict(file.stateDict(), "encoder.gru");
      assertSame(loaded, gru);
      assertThatThrownBy(() -> loaded.loadStateDict(file.stateDict(), "encoder"))
          .hasMessageContaining("Missing key(s)")
          .hasMessageContaining("lstm.weight_ih_l0");
      assertThatThrownBy(() -> loaded.loadStateDict(file.stateDict(), "gru"))
          .hasMessageContaining("GRU.loadStateDict: prefix is \"gru\", expected one of the");
    }
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertFault(
        () -> Gru.load(path),
        "Gru.load: ",
        "holds 2 layers of the kind Gru, expected one; say which by its name: GRU \"decoder.gru\", GRU \"encoder.gru\"");
    assertFault(
        () -> Gru.load(path, "rnn"),
        "Gru.load: ",
        "holds no layer \"rnn\"; it holds GRUCell \"decoder.cell\", GRU \"decoder.gru\", RNN \"decoder.rnn\", GRU \"encoder.gru\", LSTM \"encoder.lstm\"");
    assertFault(
        () -> Lstm.load(path, "decoder.gru"),
        "Lstm.load: ",
        "holds the GRU \"decoder.gru\", expected one of the kind Lstm");
    assertFault(
        () -> Lstm.load(path, "decoder.odd"),
        "Lstm.load: ",
        "\"decoder.odd\" has weight_ih_l0, but no weight_hh_l0");
    assertFault(
        () -> LstmCell.load(path, "decoder.cell"),
        "LstmCell.load: ",
        "holds the GRUCell \"decoder.cell\", expected one of the kind LstmCell");
    assertFault(
        () -> RnnCell.load(path, "decoder.rnn", Nonlinearity.TANH),
        "RnnCell.load: ",
        "holds the RNN \"decoder.rnn\", expected one of the kind RnnCell");
    assertThatThrownBy(() -> Lstm.load(path, "encoder.lstm", c -> c.withNumLayers(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Missing key(s) in state_dict: \"weight_ih_l1\"");
  }

  @FunctionalInterface
  private interface Load {
    Module load() throws IOException;
  }

  private void assertFault(Load load, String where, String fault) {
    assertThatThrownBy(load::load)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(where + path + ": " + fault);
  }

  private static void assertSame(Module found, Module expected) {
    assertThat(found.toString()).isEqualTo(expected.toString());
    expected
        .stateDict()
        .forEach((name, tensor) ->
            assertThat(TensorBits.of(found.parameter(name)))
                .containsExactly(TensorBits.of(tensor)));
  }
}
