package rnn4j.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.cell.LstmEquations;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// A multi-layer long short-term memory network, with the semantics and the parameter names of
/// `torch.nn.LSTM`. Each layer computes, for every step `t`:
///
/// ```
/// i_t = sigmoid(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi)
/// f_t = sigmoid(W_if x_t + b_if + W_hf h_{t-1} + b_hf)
/// g_t = tanh   (W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)
/// o_t = sigmoid(W_io x_t + b_io + W_ho h_{t-1} + b_ho)
/// c_t = f_t * c_{t-1} + i_t * g_t
/// h_t = o_t * tanh(c_t)                 with a projection:  h_t = W_hr (o_t * tanh(c_t))
/// ```
///
/// ```java
/// var random = TorchRandom.seed(0);
/// var lstm = new Lstm(LstmConfig.of(10, 20).withNumLayers(2), random);
/// LstmOutput out = lstm.forward(input);   // (35, 8, 10) -> (35, 8, 20)
/// out = lstm.forward(more, out.state());  // goes on where the first call ended
/// ```
///
/// Parameters, for layer `k` from zero, with `D` directions, `Hout = projSize > 0 ? projSize :
/// hiddenSize`; a second direction's names end in `_reverse`:
///
/// | name | shape |
/// | --- | --- |
/// | `weight_ih_l{k}` | (4 * hiddenSize, inputSize), for k > 0 (4 * hiddenSize, D * Hout) |
/// | `weight_hh_l{k}` | (4 * hiddenSize, Hout) |
/// | `bias_ih_l{k}`, `bias_hh_l{k}` | (4 * hiddenSize), where there are biases |
/// | `weight_hr_l{k}` | (projSize, hiddenSize), where there is a projection |
///
/// Gates are in the order i, f, g, o. All start from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)):
/// the same numbers, to the last bit, that PyTorch draws from the same seed. In training, dropout
/// goes on drawing from the same generator, as it does there.
///
/// A sequence gives the same bits alone or in any batch, whole or cut into pieces, with any number
/// of threads. Not thread-safe while training; once the weights are fixed and the module is in
/// evaluation mode, any number of threads may call it.
///
/// As in PyTorch, `batchFirst` does not touch the states, and the final hidden state of a backward
/// direction belongs to the first step, not to the last element of the output.
public final class Lstm extends RecurrentLayer {
  private static final LayerLoader<LstmConfig> LOADER =
      new LayerLoader<>("Lstm.load", LstmConfig.class, false);

  private final LstmConfig config;

  /// Builds the layers and draws their weights.
  ///
  /// @param random where weights, and later dropout, are drawn from
  public Lstm(LstmConfig config, TorchRandom random) {
    super(
        new LstmEquations(config.hiddenSize(), config.projSize(), config.bias()),
        config.options(),
        random);
    this.config = config;
  }

  /// Builds the only layer of this kind that a file of weights holds, with the file's weights. It
  /// needs the module `rnn4j-io`, which tells formats by content: PyTorch's own, safetensors and
  /// others.
  ///
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds none or several; the message names them
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Lstm load(Path path) throws IOException {
    return LOADER.load(path, null, null, Lstm::fromFile);
  }

  /// Builds the layer of the given name that a file of weights holds, see [#load(Path)].
  ///
  /// @param name where the layer stands in the model, such as `encoder.rnn`; empty if it is the
  ///   model itself
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such layer, or one of another kind
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Lstm load(Path path, String name) throws IOException {
    return LOADER.load(path, name, null, Lstm::fromFile);
  }

  /// Builds the layer of the given name that a file of weights holds, with options that the file
  /// does not tell (batch-first, dropout):
  ///
  /// ```java
  /// Lstm.load(path, "encoder.rnn", config -> config.withBatchFirst(true))
  /// ```
  ///
  /// @param options is given the options found and returns those to build the layer with
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such layer, or its weights do not fit the
  ///   options
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static Lstm load(Path path, String name, UnaryOperator<LstmConfig> options)
      throws IOException {
    return LOADER.load(path, name, options, Lstm::fromFile);
  }

  private static Lstm fromFile(LstmConfig config) {
    return new Lstm(config, TorchRandom.seed(0));
  }

  /// Returns the options.
  public LstmConfig config() {
    return config;
  }

  /// Runs whole sequences from a state of zeros.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @throws rnn4j.tensor.ShapeException if the input has another shape or no step
  /// @throws IllegalArgumentException if it has another type than the weights
  public LstmOutput forward(Tensor input) {
    return output(run(input, null));
  }

  /// Runs whole sequences from a given state, which is not modified.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @param initial (numLayers * numDirections, batch, size) each; without batch if the input has
  ///   none
  /// @throws rnn4j.tensor.ShapeException if input or state have another shape
  /// @throws IllegalArgumentException if they have another type than the weights
  public LstmOutput forward(Tensor input, LstmState initial) {
    return output(run(input, List.of(initial.h(), initial.c())));
  }

  /// Runs sequences of different lengths, in any order, from a state of zeros. Padding costs
  /// nothing and is never read; the output there is zero.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first
  /// @param lengths of each sequence, from zero to `seqLen`; the final state of a sequence of
  ///   length zero is its initial one
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public LstmOutput forward(Tensor input, int[] lengths) {
    return output(run(input, lengths, null));
  }

  /// Runs sequences of different lengths, in any order, from a given state.
  ///
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public LstmOutput forward(Tensor input, int[] lengths, LstmState initial) {
    return output(run(input, lengths, List.of(initial.h(), initial.c())));
  }

  /// Runs packed sequences from a state of zeros.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public LstmPackedOutput forward(PackedSequence input) {
    return output(run(input, null));
  }

  /// Runs packed sequences from a given state, whose sequences are in the order in which they were
  /// packed.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public LstmPackedOutput forward(PackedSequence input, LstmState initial) {
    return output(run(input, List.of(initial.h(), initial.c())));
  }

  /// Runs a long sequence window by window from a state of zeros, for truncated back-propagation
  /// through time: each window is run when the loop comes to it, from the states that the window
  /// before ended with, and gradients end where it begins. In between one may take a step.
  ///
  /// ```java
  /// for (LstmOutput out : lstm.windows(input, 35)) {
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
  public Iterable<LstmOutput> windows(Tensor input, int length) {
    return windows(input, length, null, this::output);
  }

  /// Runs a long sequence window by window from a given state, for truncated back-propagation
  /// through time.
  ///
  /// @param initial as for [#forward(Tensor, LstmState)]; the first window's gradients flow into it
  /// @throws IllegalArgumentException if shapes or types don't fit, or the layer runs backward
  public Iterable<LstmOutput> windows(Tensor input, int length, LstmState initial) {
    return windows(input, length, List.of(initial.h(), initial.c()), this::output);
  }

  private LstmOutput output(Run run) {
    return new LstmOutput(run.output(), state(run.finalStates()), config.numDirections());
  }

  private LstmPackedOutput output(PackedRun run) {
    return new LstmPackedOutput(run.output(), state(run.finalStates()), config.numDirections());
  }

  private static LstmState state(List<Tensor> states) {
    return new LstmState(states.get(0), states.get(1));
  }

  @Override
  protected String typeName() {
    return "LSTM";
  }

  @Override
  protected String extraRepr() {
    return config.projSize() == 0
        ? config.options().printed()
        : config.options().printed("proj_size=" + config.projSize());
  }
}
