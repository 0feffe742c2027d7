package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Direction;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.Module;
import rnn4j.nn.RecurrentLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// A recurrent node of an ONNX model as a layer that runs, with the operator's inputs and outputs.
///
/// ```java
/// OnnxOutput out = layer.forward(OnnxInput.of(x).withSequenceLens(35, 3, 0));
/// ```
///
/// It does what the operator's specification says and ONNX Runtime does: a sequence of length zero
/// has final states of zero, whatever its initial ones. All else is as in [CellLayer], of which
/// there is one for each direction, the modules `forward` and `reverse`, whose parameters are named
/// as in PyTorch.
public final class OnnxLayer extends Module {
  private final String name;
  private final OnnxOptions options;
  private final Defaults defaults;
  private final List<CellLayer> directions = new ArrayList<>();

  /// What the model has as constants where the operator has optional inputs.
  record Defaults(
      @Nullable List<Integer> sequenceLens, @Nullable Tensor initialH, @Nullable Tensor initialC) {}

  OnnxLayer(String name, OnnxOptions options, OnnxWeights weights, Defaults defaults) {
    this.name = name;
    this.options = options;
    this.defaults = defaults;
    TorchRandom random = TorchRandom.seed(0); // its numbers are replaced by the weights
    for (int d = 0; d < options.directions().size(); d++) {
      Direction direction = options.directions().get(d);
      var layer =
          new CellLayer(
              CellLayerConfig.of(OnnxCells.of(options, d), options.inputSize())
                  .withDirections(direction)
                  .withDtype(options.dtype()),
              random);
      String suffix = direction == Direction.BACKWARD ? "_l0_reverse" : "_l0";
      Map<String, Tensor> state = new LinkedHashMap<>();
      weights.ofDirection(options, d).forEach((key, value) -> state.put(key + suffix, value));
      layer.loadStateDict(state);
      directions.add(register(direction == Direction.BACKWARD ? "reverse" : "forward", layer));
    }
    eval();
  }

  /// Returns the node's name in the model.
  public String name() {
    return name;
  }

  /// Returns what the node says of the layer.
  public OnnxOptions options() {
    return options;
  }

  /// Returns whether the model has constants for some of the operator's inputs beside the
  /// sequences.
  boolean hasConstantInputs() {
    return defaults.sequenceLens != null || defaults.initialH != null || defaults.initialC != null;
  }

  /// Returns a layer of PyTorch's kind that is the same function but for sequences of length zero,
  /// or nothing where PyTorch has no such layer. [rnn4j.nn.Lstm], [rnn4j.nn.Gru] and [rnn4j.nn.Rnn]
  /// run forward or in both directions with the functions of their papers; [rnn4j.nn.PeepholeLstm]
  /// has peepholes.
  public Optional<RecurrentLayer> toPyTorch() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    directions.forEach(direction -> state.putAll(direction.stateDict()));
    return TorchForm.of(options, state);
  }

  /// Runs sequences of one length.
  ///
  /// @param x (seqLen, batch, inputSize), or (batch, seqLen, inputSize) if batch-first
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public OnnxOutput forward(Tensor x) {
    return forward(OnnxInput.of(x));
  }

  /// Runs the operator. Where no initial state is given, and the model has no constant for it, it
  /// is zero.
  ///
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public OnnxOutput forward(OnnxInput input) {
    boolean batchFirst = options.batchFirst();
    Tensor x = input.x();
    if (x.dim() != 3 || x.size(2) != options.inputSize()) {
      throw new ShapeException(
          "OnnxLayer.forward: x has shape %s, expected (%s, inputSize=%d)"
              .formatted(
                  x.shape(), batchFirst ? "batch, seqLen" : "seqLen, batch", options.inputSize()));
    }
    Tensor timeMajor = batchFirst ? x.transpose(0, 1) : x;
    int batch = timeMajor.size(1);
    int[] lengths = lengths(input, timeMajor.size(0), batch);
    Tensor h = state("initial_h", input.initialH().orElse(defaults.initialH), batch);
    Tensor c =
        options.operator() == RecurrentOperator.LSTM
            ? state("initial_c", input.initialC().orElse(defaults.initialC), batch)
            : null;
    List<CellOutput> outputs = new ArrayList<>();
    for (int d = 0; d < directions.size(); d++) {
      Map<String, Tensor> initial = new LinkedHashMap<>();
      initial.put("h", h.slice(0, d, d + 1));
      if (c != null) {
        initial.put("c", c.slice(0, d, d + 1));
      }
      outputs.add(directions.get(d).forward(timeMajor, lengths, initial));
    }
    Tensor y = Tensor.stack(1, outputs.stream().map(CellOutput::output).toList());
    Tensor yH = finalState(outputs, "h", lengths);
    Tensor yC = c == null ? null : finalState(outputs, "c", lengths);
    if (!batchFirst) {
      return new OnnxOutput(y, yH, yC);
    }
    // (seqLen, directions, batch, size) -> (batch, seqLen, directions, size)
    return new OnnxOutput(
        y.transpose(1, 2).transpose(0, 1),
        yH.transpose(0, 1),
        yC == null ? null : yC.transpose(0, 1));
  }

  private int[] lengths(OnnxInput input, int seqLen, int batch) {
    int[] lengths =
        input
            .sequenceLens()
            .orElseGet(() ->
                defaults.sequenceLens != null
                    ? defaults.sequenceLens.stream().mapToInt(n -> n).toArray()
                    : IntStream.range(0, batch).map(_ -> seqLen).toArray());
    if (lengths.length != batch) {
      throw new IllegalArgumentException(
          "OnnxLayer.forward: sequence_lens has %d lengths, expected batch=%d"
              .formatted(lengths.length, batch));
    }
    return lengths;
  }

  /// Returns a state as (numDirections, batch, hiddenSize).
  private Tensor state(String what, @Nullable Tensor given, int batch) {
    int count = directions.size();
    int hidden = options.hiddenSize();
    if (given == null) {
      return Tensor.zeros(options.dtype(), count, batch, hidden);
    }
    boolean batchFirst = options.batchFirst();
    int[] expected =
        batchFirst ? new int[] {batch, count, hidden} : new int[] {count, batch, hidden};
    if (!given.shape().equals(Shape.of(expected))) {
      throw new ShapeException(
          "OnnxLayer.forward: %s has shape %s, expected (%s, hiddenSize=%d)"
              .formatted(
                  what,
                  given.shape(),
                  batchFirst
                      ? "batch=%d, numDirections=%d".formatted(batch, count)
                      : "numDirections=%d, batch=%d".formatted(count, batch),
                  hidden));
    }
    return batchFirst ? given.transpose(0, 1) : given;
  }

  /// Returns the final states of all directions, zero where nothing was run.
  private Tensor finalState(List<CellOutput> outputs, String state, int[] lengths) {
    Tensor all = Tensor.concat(0, outputs.stream().map(out -> out.states().get(state)).toList());
    if (IntStream.of(lengths).allMatch(length -> length > 0)) {
      return all;
    }
    double[] mask = IntStream.of(lengths).mapToDouble(length -> length > 0 ? 1 : 0).toArray();
    Tensor rows = Tensor.of(mask, 1, lengths.length, 1).to(options.dtype());
    return all.times(rows);
  }

  @Override
  protected String extraRepr() {
    return options.toString();
  }
}
