package rnn4j.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.cell.LstmEquations;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// One step of an LSTM, as `torch.nn.LSTMCell`, for a loop over time of one's own.
///
/// ```java
/// var cell = new LstmCell(CellConfig.of(10, 20), TorchRandom.seed(0));
/// LstmState state = cell.forward(input.select(0, 0));  // zeros before the first step
/// for (int t = 1; t < input.size(0); t++) {
///   state = cell.forward(input.select(0, t), state);   // (batch, 10) -> h and c, (batch, 20)
/// }
/// ```
///
/// Parameters: `weight_ih` (4 * hiddenSize, inputSize), `weight_hh` (4 * hiddenSize, hiddenSize),
/// `bias_ih` and `bias_hh` (4 * hiddenSize); gates in the order i, f, g, o. States are (batch,
/// hiddenSize), without batch if the input has none.
public final class LstmCell extends RecurrentCell {
  private static final LayerLoader<LstmConfig> LOADER =
      new LayerLoader<>("LstmCell.load", LstmConfig.class, true);

  /// Draws the weights as PyTorch does.
  public LstmCell(CellConfig config, TorchRandom random) {
    super(new LstmEquations(config.hiddenSize(), 0, config.bias()), config, random);
  }

  /// Builds the cell of the given name that a file of weights holds, with the file's weights. It
  /// needs the module `rnn4j-io`, see [Lstm#load(Path)].
  ///
  /// @param name where the cell stands in the model, such as `decoder.cell`; empty if it is the
  ///   model itself
  /// @throws IOException if the file cannot be read, or is not as its format demands
  /// @throws IllegalArgumentException if it holds no such cell, or one of another kind
  /// @throws IllegalStateException if `rnn4j-io` is not there
  public static LstmCell load(Path path, String name) throws IOException {
    return LOADER.load(
        path, name, null, config -> new LstmCell(CellConfig.of(config), TorchRandom.seed(0)));
  }

  /// Runs one step from a state of zeros.
  ///
  /// @param input (batch, inputSize) or (inputSize)
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public LstmState forward(Tensor input) {
    return state(step(input, null));
  }

  /// Runs one step.
  ///
  /// @param input (batch, inputSize) or (inputSize)
  /// @throws IllegalArgumentException if shapes or types don't fit
  public LstmState forward(Tensor input, LstmState state) {
    return state(step(input, List.of(state.h(), state.c())));
  }

  private static LstmState state(List<Tensor> states) {
    return new LstmState(states.get(0), states.get(1));
  }

  @Override
  protected String typeName() {
    return "LSTMCell";
  }
}
