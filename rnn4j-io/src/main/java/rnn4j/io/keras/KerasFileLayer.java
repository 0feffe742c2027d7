package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rnn4j.io.FileLayer;
import rnn4j.io.LayerRun;
import rnn4j.nn.CellOutput;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// A recurrent layer of a Keras model as a layer of a file.
///
/// @param untold the options that the file doesn't tell
/// @param tensors the names of the tensors that it is made of
record KerasFileLayer(KerasLayer layer, List<String> untold, List<String> tensors)
    implements FileLayer {

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public String kind() {
    KerasOptions first = layer.options().getFirst();
    String kind = (first.cudnn() ? "CuDNN" : "") + first.kind();
    return layer.options().size() == 2 ? "Bidirectional(" + kind + ")" : kind;
  }

  @Override
  public Map<String, Object> options() {
    KerasOptions from = layer.options().getFirst();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("input_size", layer.inputSize());
    options.put("hidden_size", from.units());
    options.put("bidirectional", layer.options().size() == 2);
    options.put("batch_first", true);
    options.put("bias", from.useBias());
    options.put("activation", from.activation().toString());
    if (from.kind() != KerasKind.SIMPLE_RNN) {
      options.put("recurrent_activation", from.recurrentActivation().toString());
    }
    if (from.kind() == KerasKind.GRU) {
      options.put("reset_after", from.resetAfter());
    }
    options.put("go_backwards", from.goBackwards());
    options.put("return_sequences", from.returnSequences());
    options.put("return_state", from.returnState());
    options.put("stateful", from.stateful());
    if (layer.options().size() == 2) {
      options.put("merge_mode", layer.merge().name().toLowerCase(Locale.ROOT));
    }
    options.put("dtype", layer.dtype().toString());
    untold.forEach(options::remove);
    return options;
  }

  @Override
  public Optional<StoredLayer> stored() {
    return layer.stored();
  }

  /// Runs the layer and returns the output of all steps, also where Keras would return the last
  /// only, in Keras's order and merged.
  @Override
  public LayerRun run(Tensor input, int[] lengths, Map<String, Tensor> initial) {
    return Gradients.off(() -> {
      List<CellOutput> runs = layer.runs(input.transpose(0, 1), lengths, states(input, initial));
      Map<String, Tensor> states = new LinkedHashMap<>();
      for (String name : runs.getFirst().states().keySet()) {
        states.put(
            name, Tensor.concat(0, runs.stream().map(run -> run.states().get(name)).toList()));
      }
      return new LayerRun(layer.sequences(runs, lengths).transpose(0, 1), states);
    });
  }

  /// Returns the states in Keras's order; those that are missing are zero.
  private List<Tensor> states(Tensor input, Map<String, Tensor> initial) {
    List<Tensor> states = new ArrayList<>();
    if (initial.isEmpty()) {
      return states;
    }
    List<String> names =
        layer.options().getFirst().kind() == KerasKind.LSTM ? List.of("h", "c") : List.of("h");
    for (int d = 0; d < layer.options().size(); d++) {
      for (String name : names) {
        Tensor given = initial.get(name);
        states.add(
            given != null
                ? given.select(0, d)
                : Tensor.zeros(layer.dtype(), input.size(1), layer.options().get(d).units()));
      }
    }
    return states;
  }

  @Override
  public String toString() {
    return layer.extraRepr();
  }
}
