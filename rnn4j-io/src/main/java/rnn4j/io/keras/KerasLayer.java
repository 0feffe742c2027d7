package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rnn4j.cell.Cell;
import rnn4j.cell.Direction;
import rnn4j.cell.GruEquations;
import rnn4j.cell.GruOptions;
import rnn4j.cell.GruResetBeforeEquations;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.RnnEquations;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.Module;
import rnn4j.nn.StoredLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// A recurrent layer of a Keras model as a layer that runs, with Keras's inputs and outputs: the
/// batch comes first, the output is that of all steps or of the last one, and a layer that goes
/// backwards puts out its steps in the order in which it takes them.
///
/// ```java
/// KerasOutput out = layer.forward(x); // (batch, time, features)
/// ```
///
/// The modules `forward` and `backward` are its directions; a plain layer has the first only,
/// though it may go backwards.
public final class KerasLayer extends Module {
  private final String name;
  private final List<KerasOptions> options;
  private final KerasMerge merge;
  private final List<CellLayer> directions = new ArrayList<>();

  KerasLayer(
      String name, List<KerasOptions> options, KerasMerge merge, List<KerasWeights> weights) {
    this.name = name;
    this.options = List.copyOf(options);
    this.merge = merge;
    TorchRandom random = TorchRandom.seed(0); // its numbers are replaced by the weights
    for (int d = 0; d < options.size(); d++) {
      KerasOptions o = options.get(d);
      KerasWeights w = weights.get(d);
      Direction direction = o.goBackwards() ? Direction.BACKWARD : Direction.FORWARD;
      var layer =
          new CellLayer(
              CellLayerConfig.of(cell(o, w.bias() != null), w.kernel().size(0))
                  .withBatchFirst(true)
                  .withDirections(direction)
                  .withDtype(w.kernel().dtype()),
              random);
      Map<String, Tensor> state = new LinkedHashMap<>();
      String suffix = o.goBackwards() ? "_l0_reverse" : "_l0";
      w.ofCell(o).forEach((parameter, value) -> state.put(parameter + suffix, value));
      layer.loadStateDict(state);
      directions.add(register(d == 0 ? "forward" : "backward", layer));
    }
    eval();
  }

  private static Cell cell(KerasOptions o, boolean bias) {
    GruOptions gru = GruOptions.DEFAULT.withActivations(o.recurrentActivation(), o.activation());
    return switch (o.kind()) {
      case LSTM ->
          new LstmEquations(
              o.units(),
              0,
              bias,
              LstmOptions.DEFAULT.withActivations(
                  o.recurrentActivation(), o.activation(), o.activation()));
      case GRU ->
          o.resetAfter()
              ? new GruEquations(o.units(), bias, gru)
              : new GruResetBeforeEquations(o.units(), bias, gru);
      case SIMPLE_RNN -> new RnnEquations(o.units(), bias, o.activation());
    };
  }

  /// Returns the layer's name in the model.
  public String name() {
    return name;
  }

  /// Returns the options of the layer, or of both directions of a bidirectional one.
  public List<KerasOptions> options() {
    return options;
  }

  /// Returns how the outputs of two directions become one.
  public KerasMerge merge() {
    return merge;
  }

  /// Returns the type of the weights, of input and states.
  public DType dtype() {
    return directions.getFirst().config().dtype();
  }

  /// Returns how many elements the input has at each step.
  public int inputSize() {
    return directions.getFirst().config().inputSize();
  }

  /// Returns the weights as those of one of PyTorch's layers, if one of them computes the same
  /// sequences.
  Optional<StoredLayer> stored() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    directions.forEach(direction -> state.putAll(direction.stateDict()));
    return KerasTorchForm.of(this, state);
  }

  /// Runs sequences of one length from states of zeros.
  ///
  /// @param x (batch, time, features)
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public KerasOutput forward(Tensor x) {
    return forward(x, List.of());
  }

  /// Runs sequences of one length from given states.
  ///
  /// @param x (batch, time, features)
  /// @param initial in the order of [KerasOutput#states()], or none for zeros
  /// @throws IllegalArgumentException if shapes or types don't fit
  public KerasOutput forward(Tensor x, List<Tensor> initial) {
    int time = x.dim() == 3 ? x.size(1) : 0;
    int[] lengths = IntStream.range(0, x.dim() == 3 ? x.size(0) : 0).map(_ -> time).toArray();
    return forward(x, lengths, initial);
  }

  /// Runs sequences of different lengths, as Keras does with a mask that is true up to a sequence's
  /// length: beyond it the output of a plain layer is that of the last step within, and that of a
  /// bidirectional layer zero.
  ///
  /// @param x (batch, time, features)
  /// @param lengths of each sequence, from zero to the number of steps
  /// @param initial in the order of [KerasOutput#states()], or none for zeros
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public KerasOutput forward(Tensor x, int[] lengths, List<Tensor> initial) {
    List<CellOutput> runs = runs(x, lengths, initial);
    List<Tensor> states = new ArrayList<>();
    runs.forEach(run -> run.states().values().forEach(state -> states.add(state.squeeze(0))));
    Tensor output =
        options.getFirst().returnSequences()
            ? sequences(runs, lengths)
            : merge.apply(runs.stream().map(run -> last(run)).toList());
    return new KerasOutput(output, states);
  }

  private static Tensor last(CellOutput run) {
    return Objects.requireNonNull(run.states().get("h")).squeeze(0);
  }

  /// Runs all directions.
  List<CellOutput> runs(Tensor x, int[] lengths, List<Tensor> initial) {
    int perDirection = options.getFirst().kind() == KerasKind.LSTM ? 2 : 1;
    int expected = perDirection * directions.size();
    if (!initial.isEmpty() && initial.size() != expected) {
      throw new IllegalArgumentException(
          "KerasLayer.forward: initial has %d states, expected %d"
              .formatted(initial.size(), expected));
    }
    List<CellOutput> runs = new ArrayList<>();
    for (int d = 0; d < directions.size(); d++) {
      CellLayer layer = directions.get(d);
      if (initial.isEmpty()) {
        runs.add(layer.forward(x, lengths));
      } else {
        Map<String, Tensor> states = new LinkedHashMap<>();
        states.put("h", initial.get(d * perDirection).unsqueeze(0));
        if (perDirection == 2) {
          states.put("c", initial.get(d * perDirection + 1).unsqueeze(0));
        }
        runs.add(layer.forward(x, lengths, states));
      }
    }
    return runs;
  }

  /// Returns the outputs of all steps as Keras orders and merges them.
  Tensor sequences(List<CellOutput> runs, int[] lengths) {
    List<Tensor> outputs = new ArrayList<>();
    for (int d = 0; d < runs.size(); d++) {
      CellOutput run = runs.get(d);
      boolean isPlain = runs.size() == 1;
      boolean goBackwards = options.get(d).goBackwards();
      // Steps beyond the length come first when going backwards, and hold the zeros of the
      // beginning.
      Tensor output = isPlain && !goBackwards ? held(run, lengths) : run.output();
      // The second direction of two is turned once more.
      outputs.add(goBackwards == (d == 0) ? reversed(output) : output);
    }
    return merge.apply(outputs);
  }

  private static Tensor reversed(Tensor output) {
    int time = output.size(1);
    return output.indexSelect(
        1, Indices.of(IntStream.range(0, time).map(t -> time - 1 - t).toArray()));
  }

  /// Returns the output with that of the last step repeated beyond each sequence's length.
  private static Tensor held(CellOutput run, int[] lengths) {
    Tensor output = run.output();
    int time = output.size(1);
    if (IntStream.of(lengths).allMatch(length -> length == time || length == 0)) {
      return output;
    }
    List<Tensor> rows = new ArrayList<>();
    for (int n = 0; n < lengths.length; n++) {
      Tensor row = output.select(0, n);
      if (lengths[n] > 0 && lengths[n] < time) {
        Tensor end = row.slice(0, lengths[n] - 1, lengths[n]);
        Tensor rest = end.expand(time - lengths[n], row.size(1));
        row = Tensor.concat(0, List.of(row.slice(0, 0, lengths[n]), rest));
      }
      rows.add(row);
    }
    return Tensor.stack(0, rows);
  }

  @Override
  protected String extraRepr() {
    String text = options.stream().map(KerasOptions::toString).collect(Collectors.joining(", "));
    return options.size() == 1 ? text : text + ", merge_mode=" + merge;
  }
}
