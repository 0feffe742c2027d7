package rnn4j.io;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.RnnOutput;
import rnn4j.nn.StoredLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// A layer or cell that is one of PyTorch's kinds.
record TorchLayer(StoredLayer layer) implements FileLayer {

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public String kind() {
    return layer.kind();
  }

  @Override
  public Map<String, Object> options() {
    RecurrentConfig<?> config = layer.config();
    var options = new LinkedHashMap<String, Object>();
    options.put("input_size", config.inputSize());
    options.put("hidden_size", config.hiddenSize());
    if (config instanceof LstmConfig lstm && lstm.projSize() > 0) {
      options.put("proj_size", lstm.projSize());
    }
    if (config instanceof RnnConfig rnn) {
      options.put("nonlinearity", rnn.nonlinearity().toString());
    }
    if (!layer.cell()) {
      options.put("num_layers", config.numLayers());
      options.put("bidirectional", config.bidirectional());
      options.put("batch_first", config.batchFirst());
      options.put("dropout", config.dropout());
    }
    options.put("bias", config.bias());
    options.put("dtype", config.dtype().toString());
    layer.untold().forEach(options::remove);
    return options;
  }

  @Override
  public List<String> untold() {
    return layer.untold();
  }

  @Override
  public Optional<StoredLayer> stored() {
    return Optional.of(layer);
  }

  @Override
  public LayerRun run(Tensor input, int[] lengths, Map<String, Tensor> initial) throws IOException {
    Map<String, Tensor> state = parameters();
    return Gradients.off(() -> run(state, input, lengths, initial));
  }

  private LayerRun run(
      Map<String, Tensor> state, Tensor input, int[] lengths, Map<String, Tensor> initial) {
    RecurrentConfig<?> timeFirst = layer.config().withBatchFirst(false);
    TorchRandom random = TorchRandom.seed(0);
    return switch (timeFirst) {
      case LstmConfig config -> {
        Lstm lstm = loaded(new Lstm(config, random), state);
        LstmState begin = begin(config, lstm.config().projSize(), input, initial);
        yield of(lstm.forward(input, lengths, begin));
      }
      case PeepholeLstmConfig config -> {
        PeepholeLstm lstm = loaded(new PeepholeLstm(config, random), state);
        LstmState begin = begin(config, config.projSize(), input, initial);
        yield of(lstm.forward(input, lengths, begin));
      }
      case GruConfig config -> {
        Gru gru = loaded(new Gru(config, random), state);
        yield of(gru.forward(input, lengths, begin(config, "h", 0, input, initial)));
      }
      case RnnConfig config -> {
        Rnn rnn = loaded(new Rnn(config, random), state);
        yield of(rnn.forward(input, lengths, begin(config, "h", 0, input, initial)));
      }
    };
  }

  private static <M extends Module> M loaded(M module, Map<String, Tensor> state) {
    module.loadStateDict(state);
    module.eval();
    return module;
  }

  /// Reads the parameters; those of a cell get the names of the one layer that runs it over time.
  private Map<String, Tensor> parameters() throws IOException {
    var state = new LinkedHashMap<String, Tensor>();
    for (String name : layer.parameters().names()) {
      state.put(layer.cell() ? name + "_l0" : name, layer.parameters().tensor(name));
    }
    return state;
  }

  private static LstmState begin(
      RecurrentConfig<?> config, int projSize, Tensor input, Map<String, Tensor> initial) {
    return new LstmState(
        begin(config, "h", projSize, input, initial), begin(config, "c", 0, input, initial));
  }

  private static Tensor begin(
      RecurrentConfig<?> config,
      String name,
      int projSize,
      Tensor input,
      Map<String, Tensor> initial) {
    Tensor given = initial.get(name);
    if (given != null) {
      return given;
    }
    int rows = config.numLayers() * config.numDirections();
    int batch = input.dim() == 3 ? input.size(1) : 1;
    return Tensor.zeros(config.dtype(), rows, batch, projSize > 0 ? projSize : config.hiddenSize());
  }

  private static LayerRun of(LstmOutput out) {
    var states = new LinkedHashMap<String, Tensor>();
    states.put("h", out.state().h());
    states.put("c", out.state().c());
    return new LayerRun(out.output(), states);
  }

  private static LayerRun of(RnnOutput out) {
    return new LayerRun(out.output(), Map.of("h", out.h()));
  }

  /// Returns the options as PyTorch prints them.
  @Override
  public String toString() {
    return layer.toString();
  }
}
