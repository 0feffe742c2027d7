package rnn4j.nn;

import java.io.IOException;
import java.nio.file.Path;
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
  private static final LayerLoader<GruConfig> LOADER =
      new LayerLoader<>("GruCell.load", GruConfig.class, true);

  /// Draws the weights as PyTorch does.
  public GruCell(CellConfig config, TorchRandom random) {
    super(new GruEquations(config.hiddenSize(), config.bias()), config, random);
  }

  /// Builds the cell of the given name that a file of weights holds, with the file's weights. It
  /// needs the module `rnn4j-io`, see [Gru#load(Path)].
  ///
  /// @param name where the cell stands in the model, such as `decoder.cell`; empty if it is the
  ///   model itself
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such cell, or one of another kind
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static GruCell load(Path path, String name) throws IOException {
    return LOADER.load(
        path, name, null, config -> new GruCell(CellConfig.of(config), TorchRandom.seed(0)));
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
