package rnn4j.nn;

import java.util.List;
import rnn4j.cell.GruEquations;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// One step of a GRU, as `torch.nn.GRUCell`, for a loop over time of one's own.
///
/// Parameters: `weight_ih` (3 * hiddenSize, inputSize), `weight_hh` (3 * hiddenSize, hiddenSize),
/// `bias_ih` and `bias_hh` (3 * hiddenSize); gates in the order r, z, n. The state is (batch,
/// hiddenSize), without batch if the input has none.
public final class GruCell extends RecurrentCell {

  /// Draws the weights as PyTorch does.
  public GruCell(CellConfig config, TorchRandom random) {
    super(new GruEquations(config.hiddenSize(), config.bias()), config, random);
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
    return "GRUCell";
  }
}
