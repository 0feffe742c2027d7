package rnn4j.nn;

import java.io.IOException;
import java.nio.file.Path;
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
  private static final LayerLoader<RnnConfig> LOADER =
      new LayerLoader<>("RnnCell.load", RnnConfig.class, true);

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

  /// Builds the cell of the given name that a file of weights holds, with the file's weights. It
  /// needs the module `rnn4j-io`, see [Rnn#load(Path)].
  ///
  /// @param name where the cell stands in the model, such as `decoder.cell`; empty if it is the
  ///   model itself
  /// @param nonlinearity which the file does not tell
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such cell, or one of another kind
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static RnnCell load(Path path, String name, Nonlinearity nonlinearity) throws IOException {
    return LOADER.load(
        path,
        name,
        config -> config.withNonlinearity(nonlinearity),
        config -> new RnnCell(CellConfig.of(config), config.nonlinearity(), TorchRandom.seed(0)));
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
