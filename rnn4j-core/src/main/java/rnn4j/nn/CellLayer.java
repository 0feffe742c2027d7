package rnn4j.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.cell.Direction;
import rnn4j.cell.Initializer;
import rnn4j.cell.RecurrentStack;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Layers of any cell: one's own equations, or one of the literature's.
///
/// ```java
/// Cell minimal = step -> {
///   Value x = step.input();
///   Value h = step.state("h", 20);
///   Value f = step.weight("weight_f", 20, x.width()).times(x).plus(step.vector("b", 20)).sigmoid();
///   Value next = f.times(h).plus(f.oneMinus().times(x.tanh()));
///   step.next("h", next);
///   step.output(next);
/// };
/// var layer = new CellLayer(CellLayerConfig.of(minimal, 20).withNumLayers(2), random);
/// CellOutput out = layer.forward(input);       // (seqLen, batch, 20) -> (seqLen, batch, 20)
/// out = layer.forward(more, out.states());     // goes on where the first call ended
/// ```
///
/// Everything that [Lstm] has, this has too: layers, directions, lengths, packed sequences, initial
/// states with gradients, dropout, both element types, the same bits for any batch and number of
/// threads. Parameters are named as the cell names them, followed by the layer and direction as in
/// PyTorch: `weight_f_l0`, `weight_f_l0_reverse`.
public final class CellLayer extends RecurrentLayer {
  private final CellLayerConfig config;
  private final List<String> stateNames;
  private final Map<String, Tensor> learned = new LinkedHashMap<>();

  /// Builds the layers and draws their weights.
  ///
  /// @param random where weights, and later dropout and noise, are drawn from
  /// @throws IllegalArgumentException if there is a mistake in the cell's equations, or an option
  ///   is out of its range
  public CellLayer(CellLayerConfig config, TorchRandom random) {
    this(
        config,
        new RecurrentStack(
            config.cell(),
            config.inputSize(),
            config.numLayers(),
            config.directions(),
            config.merge(),
            config.regularization()),
        random);
  }

  private CellLayer(CellLayerConfig config, RecurrentStack stack, TorchRandom random) {
    super(stack, options(config, stack), known(config, stack), random);
    this.config = config;
    this.stateNames = stack.layer(0).stateNames();
    if (config.learnableState()) {
      int rows = stack.numLayers() * stack.numDirections();
      for (int s = 0; s < stateNames.size(); s++) {
        int size = stack.layer(0).stateSizes().get(s);
        Tensor zeros = Tensor.zeros(config.dtype(), rows, 1, size);
        String name = stateNames.get(s) + "_0";
        learned.put(name, register(name, zeros));
      }
    }
  }

  private static Map<String, Initializer> known(CellLayerConfig config, RecurrentStack stack) {
    List<String> names =
        stack.layer(0).parameters().stream().map(parameter -> parameter.name()).toList();
    for (String name : config.initializers().keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "CellLayer: an initializer is given for parameter \"%s\", expected one of %s"
                .formatted(name, names));
      }
    }
    return config.initializers();
  }

  private static LayerOptions options(CellLayerConfig config, RecurrentStack stack) {
    return LayerOptions.of(config.inputSize(), stack.layer(0).stateSizes().getFirst())
        .withNumLayers(config.numLayers())
        .withBatchFirst(config.batchFirst())
        .withDropout(config.dropout())
        .withDtype(config.dtype());
  }

  /// Returns the options.
  public CellLayerConfig config() {
    return config;
  }

  /// Runs whole sequences from zeros, or from the learned states.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public CellOutput forward(Tensor input) {
    return output(run(input, null));
  }

  /// Runs whole sequences from given states, which are not modified.
  ///
  /// @param initial by name, (numLayers * numDirections, batch, size) each; without batch if the
  ///   input has none
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public CellOutput forward(Tensor input, Map<String, Tensor> initial) {
    return output(run(input, inOrder(initial)));
  }

  /// Runs sequences of different lengths, in any order. Padding is never read; the output there is
  /// zero.
  ///
  /// @param lengths of each sequence, from zero to `seqLen`
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public CellOutput forward(Tensor input, int[] lengths) {
    return output(run(input, lengths, null));
  }

  /// Runs sequences of different lengths, in any order, from given states.
  ///
  /// @throws IllegalArgumentException if shapes, lengths, types or names don't fit
  public CellOutput forward(Tensor input, int[] lengths, Map<String, Tensor> initial) {
    return output(run(input, lengths, inOrder(initial)));
  }

  /// Runs packed sequences.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public CellPackedOutput forward(PackedSequence input) {
    return output(run(input, null));
  }

  /// Runs packed sequences from given states, whose sequences are in the order in which they were
  /// packed.
  ///
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public CellPackedOutput forward(PackedSequence input, Map<String, Tensor> initial) {
    return output(run(input, inOrder(initial)));
  }

  @Override
  List<Tensor> learned() {
    return List.copyOf(learned.values());
  }

  @Override
  List<Tensor> beginning(int batch) {
    return beginning(batch, learned);
  }

  @Override
  List<Tensor> beginning(int batch, Map<String, Tensor> parameters) {
    List<Tensor> states = new ArrayList<>(super.beginning(batch, parameters));
    for (int s = 0; s < states.size(); s++) {
      Tensor start = parameters.get(stateNames.get(s) + "_0");
      if (start != null) {
        states.set(s, start.expand(start.size(0), batch, start.size(2)));
      }
    }
    return states;
  }

  /// Runs a long sequence window by window from zeros, or from the learned states, for truncated
  /// back-propagation through time: each window is run when the loop comes to it, from the states
  /// that the window before ended with, and gradients end where it begins. In between one may take
  /// a step.
  ///
  /// ```java
  /// for (CellOutput out : layer.windows(input, 35)) {
  ///   optimizer.zeroGrad();
  ///   loss(out.output()).backward();
  ///   optimizer.step(); // the next window is run with the new weights
  /// }
  /// ```
  ///
  /// An input that trained modules have computed is that of before the first window.
  ///
  /// @param input as for [#forward(Tensor)]
  /// @param length steps of every window but the last, which may be shorter; at least 1
  /// @throws IllegalArgumentException if shape or type don't fit, or the layer runs backward: that
  ///   direction begins where the whole sequence ends
  public Iterable<CellOutput> windows(Tensor input, int length) {
    return windows(input, length, null, this::output);
  }

  /// Runs a long sequence window by window from given states, for truncated back-propagation
  /// through time.
  ///
  /// @param initial as for [#forward(Tensor, Map)]; the first window's gradients flow into it
  /// @throws IllegalArgumentException if shapes, types or names don't fit, or the layer runs
  ///   backward
  public Iterable<CellOutput> windows(Tensor input, int length, Map<String, Tensor> initial) {
    return windows(input, length, inOrder(initial), this::output);
  }

  private CellOutput output(Run run) {
    return new CellOutput(
        run.output(),
        NamedStates.of(stateNames, run.finalStates()),
        config.directions().size(),
        config.merge());
  }

  private CellPackedOutput output(PackedRun run) {
    return new CellPackedOutput(run.output(), NamedStates.of(stateNames, run.finalStates()));
  }

  @Override
  protected String extraRepr() {
    return config.cell()
        + ", input_size="
        + config.inputSize()
        + (config.numLayers() == 1 ? "" : ", num_layers=" + config.numLayers())
        + (config.directions().equals(List.of(Direction.FORWARD))
            ? ""
            : ", directions=" + config.directions());
  }
}
