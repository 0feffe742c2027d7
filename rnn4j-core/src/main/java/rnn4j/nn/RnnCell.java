package rnn4j.nn;

import java.util.List;
import rnn4j.cell.RnnEquations;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// One step of a simple recurrent network, as `torch.nn.RNNCell`, for a loop over time of one's
/// own.
///
/// Parameters: `weight_ih` (hiddenSize, inputSize), `weight_hh` (hiddenSize, hiddenSize), `bias_ih`
/// and `bias_hh` (hiddenSize). The state is (batch, hiddenSize), without batch if the input has
/// none.
public final class RnnCell extends RecurrentCell {
  private final Nonlinearity nonlinearity;

  /// Draws the weights as PyTorch does; the nonlinearity is the hyperbolic tangent.
  public RnnCell(CellConfig config, TorchRandom random) {
    this(config, Nonlinearity.TANH, random);
  }

  /// Draws the weights as PyTorch does.
  public RnnCell(CellConfig config, Nonlinearity nonlinearity, TorchRandom random) {
    super(
        new RnnEquations(config.hiddenSize(), config.bias(), Rnn.phi(nonlinearity)),
        config,
        random);
    this.nonlinearity = nonlinearity;
  }

  /// Runs one step from a state of zeros and returns the state after it.
  ///
  /// @param input (batch, inputSize) or (inputSize)
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public Tensor forward(Tensor input) {
    return step(input, null).getFirst();
  }

  /// Runs one step and returns the state after it.
  ///
  /// @param input (batch, inputSize) or (inputSize)
  /// @throws IllegalArgumentException if shapes or types don't fit
  public Tensor forward(Tensor input, Tensor h) {
    return step(input, List.of(h)).getFirst();
  }

  @Override
  protected String typeName() {
    return "RNNCell";
  }

  @Override
  protected String extraRepr() {
    return super.extraRepr()
        + (nonlinearity == Nonlinearity.TANH ? "" : ", nonlinearity=" + nonlinearity);
  }
}
