package rnn4j.nn;

import static java.util.Objects.requireNonNullElse;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
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
import rnn4j.engine.pass.Steps;
import rnn4j.engine.scan.Backpropagation;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// What all recurrent layers have in common: a stack of cells, its parameters by PyTorch's names,
/// and the layouts of input and states.
public abstract sealed class RecurrentLayer extends Module
    permits Lstm, PeepholeLstm, Gru, Rnn, CellLayer {
  private final RecurrentStack stack;
  private final LayerOptions options;
  private final TorchRandom random;
  private final SequenceRunner runner;
  private final List<List<Tensor>> parameters = new ArrayList<>();
  private int checkpointing;

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
    this.runner =
        new SequenceRunner(
            getClass().getSimpleName(), options, stack, this::forward, this::beginning);
    options.warning().ifPresent(this::logWarning);
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

  private void logWarning(String warning) {
    // Not a constant: most programs have nothing to log, and the first logger takes a while.
    System.getLogger(RecurrentLayer.class.getName())
        .log(Level.WARNING, getClass().getSimpleName() + ": " + warning);
  }

  /// Runs all layers on sequences of one length.
  ///
  /// @param initial states in the order of the cell's, or null for those of the beginning
  final Run run(Tensor input, @Nullable List<Tensor> initial) {
    return runner.run(input, initial);
  }

  /// Runs all layers on packed sequences.
  final PackedRun run(PackedSequence input, @Nullable List<Tensor> initial) {
    return runner.run(input, initial);
  }

  /// Runs all layers on padded sequences of the given lengths.
  final Run run(Tensor input, int[] lengths, @Nullable List<Tensor> initial) {
    return runner.run(input, lengths, initial);
  }

  /// Lets gradients be taken with less memory: of every `steps` steps, only the states at their
  /// beginning are kept, and the backward pass computes the rest once more (gradient
  /// checkpointing). Memory for a sequence of `T` steps falls from that of `T` steps to that of `2
  /// * steps` and the states of `T / steps`, the least with `steps` around the square root of `T`;
  ///   time rises by that of one forward pass. Gradients have the same bits. Zero, as it is at
  ///   first, keeps everything.
  ///
  /// @throws IllegalArgumentException if `steps` is negative
  public final void setGradientCheckpointing(int steps) {
    Sizes.requireAtLeast(getClass().getSimpleName(), "gradientCheckpointing", steps, 0);
    checkpointing = steps;
  }

  /// Returns in words what runs when this layer is called, and why: the kernels and the width of
  /// their vectors, what is computed together, the packed weights.
  public final String explain() {
    return new Explanation(toString(), stack, options.dtype(), null).toString();
  }

  /// Returns in words what runs for input of one length and batch, how threads share it, and how
  /// much memory it takes.
  ///
  /// @throws IllegalArgumentException if one of them is negative
  public final String explain(int seqLen, int batch) {
    Sizes.requireAtLeast(getClass().getSimpleName() + ".explain", "seqLen", seqLen, 0);
    Sizes.requireAtLeast(getClass().getSimpleName() + ".explain", "batch", batch, 0);
    return new Explanation(toString(), stack, options.dtype(), null).of(seqLen, batch).toString();
  }

  /// Returns an immutable layer with copies of the weights as they are now, for serving: as in
  /// evaluation mode, without gradients, the weights packed once.
  public final FrozenLayer freeze() {
    return freeze(WeightStorage.FULL);
  }

  /// Returns an immutable layer whose weight matrices are kept in less memory, rounded.
  ///
  /// @throws IllegalArgumentException if they are rounded and the layer is of double precision
  public final FrozenLayer freeze(WeightStorage storage) {
    if (storage != WeightStorage.FULL && options.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "%s.freeze: storage is %s and the weights are of %s, expected float32"
              .formatted(getClass().getSimpleName(), storage, options.dtype()));
    }
    List<Tensor> beginning = Gradients.off(() -> beginning(1));
    return new FrozenLayer(
        getClass().getSimpleName(),
        options,
        stack,
        stack.freeze(parameters, options.dtype(), storage.format()),
        beginning,
        storage);
  }

  /// Returns what smaller weights do to the output for some input of one's own.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public final StorageError storageError(WeightStorage storage, Tensor input) {
    return StorageError.of(
        freeze().forward(input).output(), freeze(storage).forward(input).output());
  }

  /// Returns the gradient of each parameter for each sequence of a batch apart, by the parameter's
  /// name, (batch, ...): each with the bits of the gradient that the sequence has alone. They are
  /// what clipping per example needs, and influence functions.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @param loss takes the layer's output to a scalar: a sum of losses, one for each sequence, that
  ///   depends on that sequence's output only
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public final Map<String, Tensor> perSampleGradients(Tensor input, UnaryOperator<Tensor> loss) {
    return perSampleGradients(input, wholeLengths(input), loss);
  }

  /// Returns the gradient of each parameter for each sequence of a batch apart, of sequences of
  /// different lengths.
  ///
  /// @param loss takes the layer's output, zero in padding, to a scalar
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public final Map<String, Tensor> perSampleGradients(
      Tensor input, int[] lengths, UnaryOperator<Tensor> loss) {
    runner.checkBatch(input, null);
    boolean batchFirst = options.batchFirst();
    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, batchFirst, false);
    var apart = new GradientsApart(parameters, lengths.length);
    List<Tensor> states =
        beginning(lengths.length).stream()
            .map(state -> state.detach().requiresGrad(!learned().isEmpty()))
            .toList();
    PackedRun run =
        new SequenceRunner(
                getClass().getSimpleName(),
                options,
                stack,
                (rows, steps, initial) ->
                    forward(rows, steps, initial, index -> apart.how(index, checkpointing)),
                this::beginning)
            .run(packed, states);
    int seqLen = input.size(batchFirst ? 1 : 0);
    Tensor output = Sequences.padPackedSequence(run.output(), batchFirst, 0, seqLen).output();
    loss.apply(output).backward();
    for (int s = 0; s < learned().size(); s++) {
      apart.add(learned().get(s), states.get(s));
    }
    return apart.byName(namedParameters(), packed.unsortedIndices());
  }

  /// Runs a long sequence window by window.
  ///
  /// @param initial states in the order of the cell's, or null for those of the beginning
  /// @param output what the caller sees of a run
  final <O> Iterable<O> windows(
      Tensor input, int length, @Nullable List<Tensor> initial, Function<Run, O> output) {
    String where = getClass().getSimpleName() + ".windows";
    Sizes.requireAtLeast(where, "length", length, 1);
    if (!stack.directions().equals(List.of(Direction.FORWARD))) {
      throw new IllegalArgumentException(
          "%s: directions are %s, expected [FORWARD]: the other begins where the whole sequence ends"
              .formatted(where, stack.directions()));
    }
    runner.check(input, initial);
    int timeDim = input.dim() == 3 && options.batchFirst() ? 1 : 0;
    return new Windows<>(this, input, timeDim, length, initial, output);
  }

  /// Returns states in the order of the cell's.
  ///
  /// @throws IllegalArgumentException if names are missing or unexpected
  final List<Tensor> inOrder(Map<String, Tensor> states) {
    return NamedStates.inOrder(
        getClass().getSimpleName() + ".forward", stack.layer(0).stateNames(), states);
  }

  /// Runs all layers as in evaluation mode, without gradients, and returns the values of every
  /// named part of every step.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public final Inspection inspect(Tensor input) {
    return inspect(input, wholeLengths(input));
  }

  /// Returns the lengths of sequences without padding.
  private int[] wholeLengths(Tensor input) {
    runner.requireBatch(input);
    int[] lengths = new int[input.size(options.batchFirst() ? 0 : 1)];
    Arrays.fill(lengths, input.size(options.batchFirst() ? 1 : 0));
    return lengths;
  }

  /// Runs all layers as in evaluation mode, without gradients, on sequences of different lengths,
  /// and returns the values of every named part of every step.
  ///
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public final Inspection inspect(Tensor input, int[] lengths) {
    return Gradients.off(() -> inspected(input, lengths));
  }

  private Inspection inspected(Tensor input, int[] lengths) {
    List<Tensor> states = runner.checkBatch(input, null);
    boolean batchFirst = options.batchFirst();
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

  /// Returns the directional derivative of whole sequences from zeros, or from the learned states:
  /// how all results change when everything that goes in moves a little in one direction
  /// (forward-mode differentiation, in one run). Runs as in evaluation mode, without gradients.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @param tangent the direction
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public final Jvp jvp(Tensor input, Tangent tangent) {
    return directional(input, null, null, tangent);
  }

  /// Returns the directional derivative of whole sequences from given states.
  ///
  /// @param initial by name, (numLayers * numDirections, batch, size) each; without batch if the
  ///   input has none
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public final Jvp jvp(Tensor input, Map<String, Tensor> initial, Tangent tangent) {
    return directional(input, null, inOrder(initial), tangent);
  }

  /// Returns the directional derivative of sequences of different lengths, in any order. Padding is
  /// never read, neither of the input nor of its direction; the output there is zero.
  ///
  /// @param lengths of each sequence, from zero to `seqLen`
  /// @throws IllegalArgumentException if shapes, lengths, types or names don't fit
  public final Jvp jvp(Tensor input, int[] lengths, Tangent tangent) {
    return directional(input, lengths, null, tangent);
  }

  /// Returns the directional derivative of sequences of different lengths from given states.
  ///
  /// @throws IllegalArgumentException if shapes, lengths, types or names don't fit
  public final Jvp jvp(Tensor input, int[] lengths, Map<String, Tensor> initial, Tangent tangent) {
    return directional(input, lengths, inOrder(initial), tangent);
  }

  /// Returns the directional derivative of packed sequences.
  ///
  /// @param tangent the direction; that of the input is one of [PackedSequence#data()]
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public final PackedJvp jvp(PackedSequence input, Tangent tangent) {
    return directional(input, null, tangent);
  }

  /// Returns the directional derivative of packed sequences from given states, which are in the
  /// caller's order, as is their direction.
  ///
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public final PackedJvp jvp(PackedSequence input, Map<String, Tensor> initial, Tangent tangent) {
    return directional(input, inOrder(initial), tangent);
  }

  private Jvp directional(
      Tensor input, int @Nullable [] lengths, @Nullable List<Tensor> initial, Tangent tangent) {
    Directions directions = directions(tangent);
    Map<String, Tensor> moving = directions.ofParameters(namedParameters());
    return Gradients.off(() ->
        new DirectionalRun(stack, parameters, moving)
            .run(
                input,
                lengths,
                initial,
                directions,
                batch -> beginning(batch, initial == null ? moving : Map.of()),
                this::runner));
  }

  private PackedJvp directional(
      PackedSequence input, @Nullable List<Tensor> initial, Tangent tangent) {
    Directions directions = directions(tangent);
    Map<String, Tensor> moving = directions.ofParameters(namedParameters());
    return Gradients.off(() ->
        new DirectionalRun(stack, parameters, moving)
            .run(
                input,
                initial,
                directions,
                batch -> beginning(batch, initial == null ? moving : Map.of()),
                this::runner));
  }

  private Directions directions(Tangent tangent) {
    return new Directions(getClass().getSimpleName() + ".jvp", tangent);
  }

  private SequenceRunner runner(SequenceRunner.Forward layers) {
    return new SequenceRunner(getClass().getSimpleName(), options, stack, layers, this::beginning);
  }

  private RecurrentStack.Result forward(Tensor rows, Steps steps, List<Tensor> states) {
    return forward(rows, steps, states, _ -> new Backpropagation(checkpointing, List.of()));
  }

  private RecurrentStack.Result forward(
      Tensor rows, Steps steps, List<Tensor> states, IntFunction<Backpropagation> how) {
    return stack.forward(
        parameters, rows, steps, states, this::dropout, isTraining() ? random : null, how);
  }

  private Tensor dropout(Tensor rows) {
    return isTraining() && options.dropout() > 0 ? rows.dropout(options.dropout(), random) : rows;
  }

  /// Returns the parameters that are the states before the first step, (numLayers * numDirections,
  /// 1, size) each in the order of the cell's states; none if these are zero.
  List<Tensor> learned() {
    return List.of();
  }

  /// Returns the states that sequences begin with if none are given, (numLayers * numDirections,
  /// batch, size) each.
  List<Tensor> beginning(int batch) {
    return beginning(batch, Map.of());
  }

  /// Returns the states that sequences begin with where learned ones have the given values, or the
  /// directions of these, since the one follows from the other in the same way.
  ///
  /// @param learned by the parameter's name
  List<Tensor> beginning(int batch, Map<String, Tensor> learned) {
    int rows = stack.numLayers() * stack.numDirections();
    return stack.layer(0).stateSizes().stream()
        .map(size -> Tensor.zeros(options.dtype(), rows, batch, size))
        .toList();
  }
}
