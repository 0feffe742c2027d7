package rnn4j.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.cell.GruEquations;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// A multi-layer gated recurrent unit, with the semantics and the parameter names of
/// `torch.nn.GRU`. Each layer computes, for every step `t`:
///
/// ```
/// r_t = sigmoid(W_ir x_t + b_ir + W_hr h_{t-1} + b_hr)
/// z_t = sigmoid(W_iz x_t + b_iz + W_hz h_{t-1} + b_hz)
/// n_t = tanh   (W_in x_t + b_in + r_t * (W_hn h_{t-1} + b_hn))
/// h_t = (1 - z_t) * n_t + z_t * h_{t-1}
/// ```
///
/// ```java
/// var gru = new Gru(GruConfig.of(10, 20).withNumLayers(2), TorchRandom.seed(0));
/// RnnOutput out = gru.forward(input);  // (35, 8, 10) -> (35, 8, 20)
/// out = gru.forward(more, out.h());    // goes on where the first call ended
/// ```
///
/// Parameters are named `weight_ih_l{k}` (3 * hiddenSize, inputSize), `weight_hh_l{k}` (3 *
/// hiddenSize, hiddenSize), `bias_ih_l{k}` and `bias_hh_l{k}` (3 * hiddenSize), with `_reverse` for
/// the second direction; gates are in the order r, z, n. What [Lstm] says of initial weights, bits,
/// threads and layouts holds here too.
public final class Gru extends RecurrentLayer {
  private static final LayerLoader<GruConfig> LOADER =
      new LayerLoader<>("Gru.load", GruConfig.class, false);

  private final GruConfig config;

  /// Builds the layers and draws their weights.
  ///
  /// @param random where weights, and later dropout, are drawn from
  public Gru(GruConfig config, TorchRandom random) {
    super(new GruEquations(config.hiddenSize(), config.bias()), config.options(), random);
    this.config = config;
  }

  /// Builds the only layer of this kind that a file of weights holds, with the file's weights. It
  /// needs the module `rnn4j-io`, which tells formats by content: PyTorch's own, safetensors and
  /// others.
  ///
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds none or several; the message names them
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Gru load(Path path) throws IOException {
    return LOADER.load(path, null, null, Gru::fromFile);
  }

  /// Builds the layer of the given name that a file of weights holds, see [#load(Path)].
  ///
  /// @param name where the layer stands in the model, such as `encoder.rnn`; empty if it is the
  ///   model itself
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such layer, or one of another kind
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Gru load(Path path, String name) throws IOException {
    return LOADER.load(path, name, null, Gru::fromFile);
  }

  /// Builds the layer of the given name that a file of weights holds, with options that the file
  /// does not tell (batch-first, dropout):
  ///
  /// ```java
  /// Gru.load(path, "encoder.rnn", config -> config.withBatchFirst(true))
  /// ```
  ///
  /// @param options is given the options found and returns those to build the layer with
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such layer, or its weights do not fit the
  ///   options
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Gru load(Path path, String name, UnaryOperator<GruConfig> options)
      throws IOException {
    return LOADER.load(path, name, options, Gru::fromFile);
  }

  private static Gru fromFile(GruConfig config) {
    return new Gru(config, TorchRandom.seed(0));
  }

  /// Returns the options.
  public GruConfig config() {
    return config;
  }

  /// Runs whole sequences from a state of zeros.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @throws rnn4j.tensor.ShapeException if the input has another shape or no step
  /// @throws IllegalArgumentException if it has another type than the weights
  public RnnOutput forward(Tensor input) {
    return output(run(input, null));
  }

  /// Runs whole sequences from a given state, which is not modified.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @param initial (numLayers * numDirections, batch, hiddenSize); without batch if the input has
  ///   none
  /// @throws rnn4j.tensor.ShapeException if input or state have another shape
  /// @throws IllegalArgumentException if they have another type than the weights
  public RnnOutput forward(Tensor input, Tensor initial) {
    return output(run(input, List.of(initial)));
  }

  /// Runs sequences of different lengths, in any order, from a state of zeros. Padding costs
  /// nothing and is never read; the output there is zero.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @param lengths of each sequence, from zero to `seqLen`; the final state of a sequence of
  ///   length zero is its initial one
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public RnnOutput forward(Tensor input, int[] lengths) {
    return output(run(input, lengths, null));
  }

  /// Runs sequences of different lengths, in any order, from a given state.
  ///
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public RnnOutput forward(Tensor input, int[] lengths, Tensor initial) {
    return output(run(input, lengths, List.of(initial)));
  }

  /// Runs packed sequences from a state of zeros.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public RnnPackedOutput forward(PackedSequence input) {
    return output(run(input, null));
  }

  /// Runs packed sequences from a given state, whose sequences are in the order in which they were
  /// packed.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public RnnPackedOutput forward(PackedSequence input, Tensor initial) {
    return output(run(input, List.of(initial)));
  }

  /// Runs a long sequence window by window from a state of zeros, for truncated back-propagation
  /// through time: each window is run when the loop comes to it, from the states that the window
  /// before ended with, and gradients end where it begins. In between one may take a step.
  ///
  /// ```java
  /// for (RnnOutput out : gru.windows(input, 35)) {
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
  public Iterable<RnnOutput> windows(Tensor input, int length) {
    return windows(input, length, null, this::output);
  }

  /// Runs a long sequence window by window from a given state, for truncated back-propagation
  /// through time.
  ///
  /// @param initial as for [#forward(Tensor, Tensor)]; the first window's gradients flow into it
  /// @throws IllegalArgumentException if shapes or types don't fit, or the layer runs backward
  public Iterable<RnnOutput> windows(Tensor input, int length, Tensor initial) {
    return windows(input, length, List.of(initial), this::output);
  }

  private RnnOutput output(Run run) {
    return new RnnOutput(run.output(), run.finalStates().getFirst(), config.numDirections());
  }

  private RnnPackedOutput output(PackedRun run) {
    return new RnnPackedOutput(run.output(), run.finalStates().getFirst(), config.numDirections());
  }

  @Override
  protected String typeName() {
    return "GRU";
  }

  @Override
  protected String extraRepr() {
    return config.options().printed();
  }
}
