package rnn4j.nn;

import java.util.ArrayList;
import java.util.List;
import rnn4j.cell.Cell;
import rnn4j.cell.FullPeepholeLstmEquations;
import rnn4j.cell.PeepholeLstmEquations;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// A multi-layer long short-term memory network whose gates also look at the cell state. It has all
/// options of an [Lstm]. In the form of the literature ([Peephole#DIAGONAL], the default; Gers and
/// Schmidhuber 2000, doi:10.1109/IJCNN.2000.861302) each layer computes, for every step `t`:
///
/// ```
/// i_t = sigmoid(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi + w_ci * c_{t-1})
/// f_t = sigmoid(W_if x_t + b_if + W_hf h_{t-1} + b_hf + w_cf * c_{t-1})
/// g_t = tanh   (W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)
/// c_t = f_t * c_{t-1} + i_t * g_t
/// o_t = sigmoid(W_io x_t + b_io + W_ho h_{t-1} + b_ho + w_co * c_t)
/// h_t = o_t * tanh(c_t)                 with a projection:  h_t = W_hr (o_t * tanh(c_t))
/// ```
///
/// and in the form of tutorials ([Peephole#FULL]):
///
/// ```
/// i_t = sigmoid(W_ii x_t + b_ii + W_ci c_{t-1} + b_hi)      f_t, o_t likewise
/// g_t = sigmoid(W_ig x_t + b_ig + b_hg)
/// c_t = f_t * c_{t-1} + i_t * g_t
/// h_t = tanh(o_t * c_t)
/// ```
///
/// ```java
/// var lstm = new PeepholeLstm(PeepholeLstmConfig.of(10, 20), TorchRandom.seed(0));
/// LstmOutput out = lstm.forward(input);  // (35, 8, 10) -> (35, 8, 20)
/// ```
///
/// Parameters are named and laid out as those of an [Lstm]. The diagonal form has three more after
/// the biases; the full form has one of its own in the place of `weight_hh_l{k}`:
///
/// | name | shape |
/// | --- | --- |
/// | `weight_ci_l{k}`, `weight_cf_l{k}`, `weight_co_l{k}` | (hiddenSize), diagonal form |
/// | `weight_ch_l{k}` | (3 * hiddenSize, hiddenSize), gates i, f, o, full form |
///
/// All start from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)), drawn in the order of
/// `namedParameters()`. What [Lstm] says of bits, threads and layouts holds here too.
public final class PeepholeLstm extends RecurrentLayer {
  private final PeepholeLstmConfig config;

  /// Builds the layers and draws their weights.
  ///
  /// @param random where weights, and later dropout, are drawn from
  public PeepholeLstm(PeepholeLstmConfig config, TorchRandom random) {
    super(equations(config), config.options(), random);
    this.config = config;
  }

  private static Cell equations(PeepholeLstmConfig config) {
    return switch (config.peephole()) {
      case DIAGONAL ->
          new PeepholeLstmEquations(config.hiddenSize(), config.projSize(), config.bias());
      case FULL -> new FullPeepholeLstmEquations(config.hiddenSize(), config.bias());
    };
  }

  /// Returns the options.
  public PeepholeLstmConfig config() {
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
    return "PeepholeLSTM";
  }

  @Override
  protected String extraRepr() {
    List<String> more = new ArrayList<>();
    if (config.peephole() != Peephole.DIAGONAL) {
      more.add("peephole=full");
    }
    if (config.projSize() != 0) {
      more.add("proj_size=" + config.projSize());
    }
    return config.options().printed(more.toArray(String[]::new));
  }
}
