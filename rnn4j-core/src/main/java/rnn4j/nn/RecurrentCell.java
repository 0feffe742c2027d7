package rnn4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Cell;
import rnn4j.cell.CellProgram;
import rnn4j.cell.Initializer;
import rnn4j.cell.ParameterSpec;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// What all cells have in common: one step of one layer in one direction, for a user's own loop
/// over time.
public abstract sealed class RecurrentCell extends Module permits LstmCell, GruCell, RnnCell {
  private final CellProgram program;
  private final CellConfig config;
  private final List<Tensor> parameters = new ArrayList<>();

  /// Draws the weights from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
  RecurrentCell(Cell cell, CellConfig config, TorchRandom random) {
    this.program = CellProgram.of(cell, config.inputSize());
    this.config = config;
    var uniform = Initializer.uniform(1 / Math.sqrt(config.hiddenSize()));
    for (ParameterSpec spec : program.parameters()) {
      Tensor weights = uniform.draw(spec.shape(), config.dtype(), random);
      parameters.add(register(spec.name(), weights));
    }
  }

  /// Returns the options.
  public CellConfig config() {
    return config;
  }

  /// Runs one step, after PyTorch's checks in its order.
  ///
  /// @param input (batch, inputSize) or (inputSize)
  /// @param initial states in the order of the cell's, or null for zeros
  /// @return the states after the step
  List<Tensor> step(Tensor input, @Nullable List<Tensor> initial) {
    if (input.dim() != 1 && input.dim() != 2) {
      throw new ShapeException(
          "%s: input has shape %s, expected 1 dimension, or 2 with a batch"
              .formatted(where(), input.shape()));
    }
    boolean batched = input.dim() == 2;
    int batch = batched ? input.size(0) : 1;
    List<Tensor> states = initial == null ? zeros(batched, batch) : initial;
    for (int s = 0; s < states.size(); s++) {
      if (states.get(s).dim() != input.dim()) {
        throw new ShapeException(
            "%s: %s has shape %s, expected %s as the input"
                .formatted(
                    where(),
                    stateName(s),
                    states.get(s).shape(),
                    batched ? "2 dimensions" : "1 dimension"));
      }
    }
    checkInput(input);
    for (int s = 0; s < states.size(); s++) {
      checkState(s, states.get(s), expectedState(s, batched, batch));
    }
    List<Tensor> next =
        program.step(
            parameters,
            batched ? input : input.unsqueeze(0),
            batched ? states : states.stream().map(state -> state.unsqueeze(0)).toList());
    return batched ? next : next.stream().map(state -> state.squeeze(0)).toList();
  }

  private List<Tensor> zeros(boolean batched, int batch) {
    List<Tensor> zeros = new ArrayList<>();
    for (int s = 0; s < program.stateNames().size(); s++) {
      zeros.add(Tensor.zeros(config.dtype(), expectedState(s, batched, batch).toArray()));
    }
    return zeros;
  }

  private Shape expectedState(int s, boolean batched, int batch) {
    int size = program.stateSizes().get(s);
    return batched ? Shape.of(batch, size) : Shape.of(size);
  }

  private void checkInput(Tensor input) {
    if (input.size(-1) != config.inputSize()) {
      throw new ShapeException(
          "%s: input has shape %s, expected %sinputSize=%d)"
              .formatted(
                  where(), input.shape(), input.dim() == 2 ? "(batch, " : "(", config.inputSize()));
    }
    requireType("input", input);
  }

  private void checkState(int s, Tensor state, Shape expected) {
    if (!state.shape().equals(expected)) {
      throw new ShapeException(
          "%s: %s has shape %s, expected %s, which is %s"
              .formatted(
                  where(),
                  stateName(s),
                  state.shape(),
                  expected,
                  expected.dim() == 2 ? "(batch, hiddenSize)" : "(hiddenSize)"));
    }
    requireType(stateName(s), state);
  }

  private void requireType(String name, Tensor tensor) {
    if (tensor.dtype() != config.dtype()) {
      throw new IllegalArgumentException(
          "%s: %s has type %s, expected %s as the weights; convert it with to(DType)"
              .formatted(where(), name, tensor.dtype(), config.dtype()));
    }
  }

  private String where() {
    return getClass().getSimpleName() + ".forward";
  }

  private String stateName(int s) {
    return "initial." + program.stateNames().get(s);
  }

  @Override
  protected String extraRepr() {
    return config.inputSize() + ", " + config.hiddenSize() + (config.bias() ? "" : ", bias=False");
  }
}
