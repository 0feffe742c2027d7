package rnn4j.nn;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.RecurrentStack;
import rnn4j.engine.pass.Steps;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Runs layers on input of every layout: with a batch and without, time first and batch first,
/// packed, padded; after PyTorch's checks, in its order.
final class SequenceRunner {
  private final String name;
  private final LayerOptions options;
  private final RecurrentStack stack;
  private final Forward layers;
  private final IntFunction<List<Tensor>> beginning;

  /// What takes rows through all layers.
  interface Forward {
    /// Runs all layers.
    ///
    /// @param rows `(rows, inputSize)` in the order of `steps`
    /// @param states (numLayers * numDirections, batch, size) each
    RecurrentStack.Result run(Tensor rows, Steps steps, List<Tensor> states);
  }

  /// @param name of the layer's class, for messages
  /// @param beginning the states that a batch begins with if none are given, (numLayers *
  ///   numDirections, batch, size) each
  SequenceRunner(
      String name,
      LayerOptions options,
      RecurrentStack stack,
      Forward layers,
      IntFunction<List<Tensor>> beginning) {
    this.name = name;
    this.options = options;
    this.stack = stack;
    this.layers = layers;
    this.beginning = beginning;
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
    List<Tensor> states = check(input, initial);
    boolean batched = input.dim() == 3;
    Tensor sequence = batched ? input : input.unsqueeze(1);
    boolean batchFirst = batched && options.batchFirst();
    int seqLen = sequence.size(batchFirst ? 1 : 0);
    int batch = sequence.size(batchFirst ? 0 : 1);
    Tensor timeMajor = batchFirst ? sequence.transpose(0, 1) : sequence;
    RecurrentStack.Result result =
        layers.run(
            timeMajor.reshape(seqLen * batch, options.inputSize()),
            Steps.of(seqLen, batch),
            batched ? states : withBatch(states));
    Tensor output = result.output().reshape(seqLen, batch, stack.outputSize());
    if (!batched) {
      return new Run(output.squeeze(1), withoutBatch(result.finalStates()));
    }
    return new Run(batchFirst ? output.transpose(0, 1) : output, result.finalStates());
  }

  /// Runs all layers on packed sequences. States are in the caller's order.
  PackedRun run(PackedSequence input, @Nullable List<Tensor> initial) {
    Tensor data = input.data();
    Supplier<String> expected = () -> "(sum of lengths, inputSize=" + options.inputSize() + ")";
    if (data.dim() != 2) {
      throw misshapen("input", data, expected.get());
    }
    List<Tensor> states = check(data, expected, true, input.batch(), initial);
    RecurrentStack.Result result =
        layers.run(
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
    checkBatch(input, initial);
    boolean batchFirst = options.batchFirst();
    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, batchFirst, false);
    PackedRun run = run(packed, initial);
    int seqLen = input.size(batchFirst ? 1 : 0);
    Tensor output = Sequences.padPackedSequence(run.output(), batchFirst, 0, seqLen).output();
    return new Run(output, run.finalStates());
  }

  private static List<Tensor> reordered(List<Tensor> states, int[] order) {
    return states.stream().map(state -> state.indexSelect(1, Indices.of(order))).toList();
  }

  static List<Tensor> withBatch(List<Tensor> states) {
    return states.stream().map(state -> state.unsqueeze(1)).toList();
  }

  static List<Tensor> withoutBatch(List<Tensor> states) {
    return states.stream().map(state -> state.squeeze(1)).toList();
  }

  // ---- Checks, in PyTorch's order

  private String where() {
    return name + ".forward";
  }

  private ShapeException misshapen(String name, Tensor tensor, String expected) {
    return new ShapeException(
        "%s: %s has shape %s, expected %s".formatted(where(), name, tensor.shape(), expected));
  }

  /// Checks sequences of one length, and returns the states: those of the beginning if none are
  /// given.
  List<Tensor> check(Tensor input, @Nullable List<Tensor> initial) {
    boolean batched = checkDimensions(input);
    boolean batchFirst = batched && options.batchFirst();
    int batch = batched ? input.size(batchFirst ? 0 : 1) : 1;
    List<Tensor> states = check(input, () -> expectedInput(batched), batched, batch, initial);
    if (input.size(batchFirst ? 1 : 0) == 0) {
      throw misshapen("input", input, "at least one step");
    }
    return states;
  }

  /// Returns whether the input has a batch.
  private boolean checkDimensions(Tensor input) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw misshapen("input", input, "2 dimensions, or 3 with a batch");
    }
    return input.dim() == 3;
  }

  /// Checks input that has a batch, and returns the states: those of the beginning if none are
  /// given.
  List<Tensor> checkBatch(Tensor input, @Nullable List<Tensor> initial) {
    requireBatch(input);
    int batch = input.size(options.batchFirst() ? 0 : 1);
    return check(input, () -> expectedInput(true), true, batch, initial);
  }

  void requireBatch(Tensor input) {
    if (input.dim() != 3) {
      throw misshapen("input", input, expectedInput(true));
    }
  }

  /// Checks input and states, and returns the states: those of the beginning if none are given.
  private List<Tensor> check(
      Tensor input,
      Supplier<String> expectedInput,
      boolean batched,
      int batch,
      @Nullable List<Tensor> initial) {
    List<Tensor> states = initial == null ? beginning(batch, batched) : initial;
    for (int s = 0; s < states.size(); s++) {
      checkDimensions(s, states.get(s), batched);
    }
    requireType("input", input);
    if (input.size(-1) != options.inputSize()) {
      throw misshapen("input", input, expectedInput.get());
    }
    int rows = stack.numLayers() * stack.numDirections();
    for (int s = 0; s < states.size(); s++) {
      int size = stack.layer(0).stateSizes().get(s);
      checkState(s, states.get(s), batched ? Shape.of(rows, batch, size) : Shape.of(rows, size));
    }
    return states;
  }

  private List<Tensor> beginning(int batch, boolean batched) {
    List<Tensor> states = beginning.apply(batch);
    return batched ? states : withoutBatch(states);
  }

  private String expectedInput(boolean batched) {
    String leading = options.batchFirst() ? "batch, seqLen" : "seqLen, batch";
    return "(" + (batched ? leading : "seqLen") + ", inputSize=" + options.inputSize() + ")";
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
