package rnn4j.nn;

import static java.util.Objects.requireNonNullElse;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Cell;
import rnn4j.cell.CellProgram;
import rnn4j.cell.Direction;
import rnn4j.cell.Initializer;
import rnn4j.cell.Merge;
import rnn4j.cell.ParameterSpec;
import rnn4j.cell.Range;
import rnn4j.cell.RecurrentStack;
import rnn4j.cell.Regularization;
import rnn4j.engine.Steps;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// What all recurrent layers have in common: a stack of cells, its parameters by PyTorch's names,
/// and the layouts of input and states.
public abstract sealed class RecurrentLayer extends Module
    permits Lstm, PeepholeLstm, Gru, Rnn, CellLayer {
  private static final System.Logger LOG = System.getLogger(RecurrentLayer.class.getName());

  private final RecurrentStack stack;
  private final LayerOptions options;
  private final TorchRandom random;
  private final List<List<Tensor>> parameters = new ArrayList<>();

  /// Builds the layers of a cell and draws their weights from U(-1/sqrt(hiddenSize),
  /// 1/sqrt(hiddenSize)).
  RecurrentLayer(Cell cell, LayerOptions options, TorchRandom random) {
    this(
        new RecurrentStack(
            cell,
            options.inputSize(),
            options.numLayers(),
            options.bidirectional()
                ? List.of(Direction.FORWARD, Direction.BACKWARD)
                : List.of(Direction.FORWARD),
            Merge.CONCATENATE,
            Regularization.NONE),
        options,
        Map.of(),
        random);
  }

  /// Draws the weights of layers, each as `initializers` says by the parameter's name, or else as
  /// the cell says, or else from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
  RecurrentLayer(
      RecurrentStack stack,
      LayerOptions options,
      Map<String, Initializer> initializers,
      TorchRandom random) {
    this.stack = stack;
    this.options = options;
    this.random = random;
    options
        .warning()
        .ifPresent(warning -> LOG.log(Level.WARNING, getClass().getSimpleName() + ": " + warning));
    var uniform = Initializer.uniform(1 / Math.sqrt(options.hiddenSize()));
    for (int layer = 0; layer < options.numLayers(); layer++) {
      for (int direction = 0; direction < stack.numDirections(); direction++) {
        List<Tensor> ofDirection = new ArrayList<>();
        for (ParameterSpec spec : stack.layer(layer).parameters()) {
          Initializer ofCell = requireNonNullElse(spec.initializer(), uniform);
          Initializer initializer = initializers.getOrDefault(spec.name(), ofCell);
          Tensor weights = initializer.draw(spec.shape(), options.dtype(), random);
          ofDirection.add(register(spec.name() + stack.suffix(layer, direction), weights));
        }
        parameters.add(ofDirection);
      }
    }
  }

  /// What a run computes, in the layout of its input.
  ///
  /// @param finalStates in the order of the cell's states
  record Run(Tensor output, List<Tensor> finalStates) {}

  /// What a run of packed sequences computes.
  record PackedRun(PackedSequence output, List<Tensor> finalStates) {}

  /// Runs all layers on sequences of one length, after PyTorch's checks in its order.
  ///
  /// @param initial states in the order of the cell's, or null for zeros
  Run run(Tensor input, @Nullable List<Tensor> initial) {
    boolean batched = checkDimensions(input);
    Tensor sequence = batched ? input : input.unsqueeze(1);
    boolean batchFirst = batched && options.batchFirst();
    int seqLen = sequence.size(batchFirst ? 1 : 0);
    int batch = sequence.size(batchFirst ? 0 : 1);
    List<Tensor> states = check(input, expectedInput(batched), batched, batch, initial);
    if (seqLen == 0) {
      throw misshapen("input", input, "at least one step");
    }
    Tensor timeMajor = batchFirst ? sequence.transpose(0, 1) : sequence;
    RecurrentStack.Result result =
        forward(
            timeMajor.reshape(seqLen * batch, options.inputSize()),
            Steps.of(seqLen, batch),
            batched ? states : states.stream().map(state -> state.unsqueeze(1)).toList());
    Tensor output = result.output().reshape(seqLen, batch, stack.outputSize());
    if (!batched) {
      return new Run(
          output.squeeze(1), result.finalStates().stream().map(state -> state.squeeze(1)).toList());
    }
    return new Run(batchFirst ? output.transpose(0, 1) : output, result.finalStates());
  }

  /// Runs all layers on packed sequences. States are in the caller's order.
  PackedRun run(PackedSequence input, @Nullable List<Tensor> initial) {
    Tensor data = input.data();
    String expected = "(sum of lengths, inputSize=%d)".formatted(options.inputSize());
    if (data.dim() != 2) {
      throw misshapen("input", data, expected);
    }
    List<Tensor> states = check(data, expected, true, input.batch(), initial);
    RecurrentStack.Result result =
        forward(
            data,
            Steps.of(input.batchSizes()),
            input.isReordered() ? reordered(states, input.sortedIndices()) : states);
    return new PackedRun(
        input.withData(result.output()),
        input.isReordered()
            ? reordered(result.finalStates(), input.unsortedIndices())
            : result.finalStates());
  }

  /// Runs all layers on padded sequences of the given lengths, in any order. The output is as long
  /// as the input and zero where the input is padding.
  Run run(Tensor input, int[] lengths, @Nullable List<Tensor> initial) {
    requireBatch(input);
    boolean batchFirst = options.batchFirst();
    check(input, expectedInput(true), true, input.size(batchFirst ? 0 : 1), initial);
    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, batchFirst, false);
    PackedRun run = run(packed, initial);
    int seqLen = input.size(batchFirst ? 1 : 0);
    Tensor output = Sequences.padPackedSequence(run.output(), batchFirst, 0, seqLen).output();
    return new Run(output, run.finalStates());
  }

  /// Runs all layers as in evaluation mode, without gradients, and returns the values of every
  /// named part of every step.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public final Inspection inspect(Tensor input) {
    requireBatch(input);
    int[] lengths = new int[input.size(options.batchFirst() ? 0 : 1)];
    Arrays.fill(lengths, input.size(options.batchFirst() ? 1 : 0));
    return inspect(input, lengths);
  }

  /// Runs all layers as in evaluation mode, without gradients, on sequences of different lengths,
  /// and returns the values of every named part of every step.
  ///
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public final Inspection inspect(Tensor input, int[] lengths) {
    return Gradients.off(() -> inspected(input, lengths));
  }

  private Inspection inspected(Tensor input, int[] lengths) {
    requireBatch(input);
    boolean batchFirst = options.batchFirst();
    int batch = input.size(batchFirst ? 0 : 1);
    List<Tensor> states = check(input, expectedInput(true), true, batch, null);
    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, batchFirst, false);
    List<Map<String, Tensor>> rows =
        stack.inspect(parameters, packed.data(), Steps.of(packed.batchSizes()), states);
    int seqLen = input.size(batchFirst ? 1 : 0);
    List<Map<String, Tensor>> parts = new ArrayList<>();
    List<Map<String, @Nullable Range>> ranges = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      CellProgram program = stack.layer(index / stack.numDirections());
      Map<String, Tensor> padded = new LinkedHashMap<>();
      Map<String, @Nullable Range> bounds = new LinkedHashMap<>();
      rows.get(index)
          .forEach((name, part) -> {
            padded.put(
                name,
                Sequences.padPackedSequence(packed.withData(part), false, 0, seqLen).output());
            bounds.put(name, program.range(name));
          });
      parts.add(padded);
      ranges.add(bounds);
    }
    return new Inspection(stack.directions(), parts, ranges, lengths.clone());
  }

  private RecurrentStack.Result forward(Tensor rows, Steps steps, List<Tensor> states) {
    return stack.forward(
        parameters, rows, steps, states, this::dropout, isTraining() ? random : null);
  }

  private Tensor dropout(Tensor rows) {
    return isTraining() && options.dropout() > 0 ? rows.dropout(options.dropout(), random) : rows;
  }

  private static List<Tensor> reordered(List<Tensor> states, int[] order) {
    return states.stream().map(state -> state.indexSelect(1, Indices.of(order))).toList();
  }

  // ---- Checks, in PyTorch's order

  private String where() {
    return getClass().getSimpleName() + ".forward";
  }

  private ShapeException misshapen(String name, Tensor tensor, String expected) {
    return new ShapeException(
        "%s: %s has shape %s, expected %s".formatted(where(), name, tensor.shape(), expected));
  }

  /// Returns whether the input has a batch.
  private boolean checkDimensions(Tensor input) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw misshapen("input", input, "2 dimensions, or 3 with a batch");
    }
    return input.dim() == 3;
  }

  private void requireBatch(Tensor input) {
    if (input.dim() != 3) {
      throw misshapen("input", input, expectedInput(true));
    }
  }

  /// Checks input and states, and returns the states: those of the beginning if none are given.
  private List<Tensor> check(
      Tensor input,
      String expectedInput,
      boolean batched,
      int batch,
      @Nullable List<Tensor> initial) {
    List<Tensor> states = initial == null ? beginning(batch, batched) : initial;
    for (int s = 0; s < states.size(); s++) {
      checkDimensions(s, states.get(s), batched);
    }
    requireType("input", input);
    if (input.size(-1) != options.inputSize()) {
      throw misshapen("input", input, expectedInput);
    }
    int rows = stack.numLayers() * stack.numDirections();
    for (int s = 0; s < states.size(); s++) {
      int size = stack.layer(0).stateSizes().get(s);
      checkState(s, states.get(s), batched ? Shape.of(rows, batch, size) : Shape.of(rows, size));
    }
    return states;
  }

  private List<Tensor> beginning(int batch, boolean batched) {
    List<Tensor> states = beginning(batch);
    return batched ? states : states.stream().map(state -> state.squeeze(1)).toList();
  }

  /// Returns the states that sequences begin with if none are given, (numLayers * numDirections,
  /// batch, size) each.
  List<Tensor> beginning(int batch) {
    int rows = stack.numLayers() * stack.numDirections();
    return stack.layer(0).stateSizes().stream()
        .map(size -> Tensor.zeros(options.dtype(), rows, batch, size))
        .toList();
  }

  private String expectedInput(boolean batched) {
    String leading = options.batchFirst() ? "batch, seqLen" : "seqLen, batch";
    return "(%s, inputSize=%d)".formatted(batched ? leading : "seqLen", options.inputSize());
  }

  private void checkDimensions(int number, Tensor state, boolean batched) {
    if (state.dim() != (batched ? 3 : 2)) {
      throw misshapen(
          stateName(number),
          state,
          batched ? "3 dimensions as for batched input" : "2 dimensions as for unbatched input");
    }
  }

  private void checkState(int number, Tensor state, Shape expected) {
    if (!state.shape().equals(expected)) {
      throw misshapen(
          stateName(number),
          state,
          "%s, which is (numLayers * numDirections, %ssize)"
              .formatted(expected, expected.dim() == 3 ? "batch, " : ""));
    }
    requireType(stateName(number), state);
  }

  private void requireType(String name, Tensor tensor) {
    if (tensor.dtype() != options.dtype()) {
      throw new IllegalArgumentException(
          "%s: %s has type %s, expected %s as the weights; convert it with to(DType)"
              .formatted(where(), name, tensor.dtype(), options.dtype()));
    }
  }

  private String stateName(int s) {
    return "initial." + stack.layer(0).stateNames().get(s);
  }
}
