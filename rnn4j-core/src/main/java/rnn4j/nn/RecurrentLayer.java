package rnn4j.nn;

import java.util.ArrayList;
import java.util.List;
import rnn4j.cell.Cell;
import rnn4j.cell.CellProgram;
import rnn4j.cell.ParameterSpec;
import rnn4j.cell.RecurrentStack;
import rnn4j.engine.Steps;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// What all recurrent layers have in common: a stack of cells, its parameters by PyTorch's names,
/// and the layouts of input and states.
public abstract sealed class RecurrentLayer extends Module permits Lstm {
  private final RecurrentStack stack;
  private final List<List<Tensor>> parameters = new ArrayList<>();
  private final int inputSize;
  private final boolean batchFirst;
  private final double dropout;
  private final DType dtype;
  private final TorchRandom random;

  /// Builds the layers and draws their weights from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
  RecurrentLayer(
      Cell cell,
      int inputSize,
      int hiddenSize,
      int numLayers,
      boolean batchFirst,
      double dropout,
      boolean bidirectional,
      DType dtype,
      TorchRandom random) {
    this.stack = new RecurrentStack(cell, inputSize, numLayers, bidirectional);
    this.inputSize = inputSize;
    this.batchFirst = batchFirst;
    this.dropout = dropout;
    this.dtype = dtype;
    this.random = random;
    double bound = 1 / Math.sqrt(hiddenSize);
    for (int layer = 0; layer < numLayers; layer++) {
      for (int direction = 0; direction < stack.numDirections(); direction++) {
        List<Tensor> ofDirection = new ArrayList<>();
        for (ParameterSpec spec : stack.layer(layer).parameters()) {
          Tensor parameter = uniform(spec.shape(), dtype, bound, random);
          String name = spec.name() + RecurrentStack.suffix(layer, direction);
          ofDirection.add(register(name, parameter));
        }
        parameters.add(ofDirection);
      }
    }
  }

  private static Tensor uniform(Shape shape, DType dtype, double bound, TorchRandom random) {
    Tensor tensor = Tensor.zeros(dtype, shape.toArray());
    switch (tensor.data()) {
      case FloatData floats -> random.uniform(floats.array(), -bound, bound);
      case DoubleData doubles -> random.uniform(doubles.array(), -bound, bound);
    }
    return tensor;
  }

  /// What a run computes, in the layout of its input.
  ///
  /// @param finalStates in the order of the cell's states
  record Run(Tensor output, List<Tensor> finalStates) {}

  /// Runs all layers from zero states.
  Run run(Tensor input) {
    checkDimensions(input);
    int batch = input.dim() == 2 ? 1 : input.size(batchFirst ? 0 : 1);
    List<Tensor> states = new ArrayList<>();
    for (int size : stateSizes()) {
      Tensor zeros = Tensor.zeros(input.dtype(), rows(), batch, size);
      states.add(input.dim() == 2 ? zeros.squeeze(1) : zeros);
    }
    return run(input, states);
  }

  /// Runs all layers from given states, after PyTorch's checks in its order.
  Run run(Tensor input, List<Tensor> states) {
    checkDimensions(input);
    boolean batched = input.dim() == 3;
    checkStateDimensions(batched, states);
    checkInput(input);
    Tensor sequence = batched ? batchFirst ? input.transpose(0, 1) : input : input.unsqueeze(1);
    int seqLen = sequence.size(0);
    int batch = sequence.size(1);
    checkStates(batched, batch, states);
    if (seqLen == 0) {
      throw new ShapeException(
          where() + ": input has shape " + input.shape() + ", expected at least one step");
    }
    RecurrentStack.Result result =
        stack.forward(
            parameters,
            sequence.reshape(seqLen * batch, inputSize),
            Steps.of(seqLen, batch),
            batched ? states : states.stream().map(state -> state.unsqueeze(1)).toList(),
            this::dropout);
    Tensor output = result.output().reshape(seqLen, batch, stack.outputSize());
    if (!batched) {
      return new Run(
          output.squeeze(1), result.finalStates().stream().map(s -> s.squeeze(1)).toList());
    }
    return new Run(batchFirst ? output.transpose(0, 1) : output, result.finalStates());
  }

  private Tensor dropout(Tensor rows) {
    return isTraining() && dropout > 0 ? rows.dropout(dropout, random) : rows;
  }

  private String where() {
    return getClass().getSimpleName() + ".forward";
  }

  private int rows() {
    return stack.numLayers() * stack.numDirections();
  }

  private List<Integer> stateSizes() {
    return firstLayer().stateSizes();
  }

  private CellProgram firstLayer() {
    return stack.layer(0);
  }

  // ---- Checks, in PyTorch's order

  private void checkDimensions(Tensor input) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw new ShapeException(
          where()
              + ": input has shape "
              + input.shape()
              + ", expected 2 dimensions, or 3 with a"
              + " batch");
    }
  }

  private void checkStateDimensions(boolean batched, List<Tensor> states) {
    int expected = batched ? 3 : 2;
    for (int s = 0; s < states.size(); s++) {
      if (states.get(s).dim() != expected) {
        throw new ShapeException(
            where()
                + ": "
                + stateName(s)
                + " has shape "
                + states.get(s).shape()
                + ", expected "
                + expected
                + " dimensions as for "
                + (batched ? "batched" : "unbatched")
                + " input");
      }
    }
  }

  private void checkInput(Tensor input) {
    requireType("input", input);
    if (input.size(-1) != inputSize) {
      String expected =
          input.dim() == 2
              ? "(seqLen, inputSize="
              : batchFirst ? "(batch, seqLen, inputSize=" : "(seqLen, batch, inputSize=";
      throw new ShapeException(
          where()
              + ": input has shape "
              + input.shape()
              + ", expected "
              + expected
              + inputSize
              + ")");
    }
  }

  private void checkStates(boolean batched, int batch, List<Tensor> states) {
    for (int s = 0; s < states.size(); s++) {
      int size = stateSizes().get(s);
      Shape expected = batched ? Shape.of(rows(), batch, size) : Shape.of(rows(), size);
      if (!states.get(s).shape().equals(expected)) {
        throw new ShapeException(
            where()
                + ": "
                + stateName(s)
                + " has shape "
                + states.get(s).shape()
                + ", expected "
                + expected
                + ": numLayers * numDirections="
                + rows()
                + (batched ? ", batch=" + batch : "")
                + ", size "
                + size);
      }
      requireType(stateName(s), states.get(s));
    }
  }

  private void requireType(String name, Tensor tensor) {
    if (tensor.dtype() != dtype) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + name
              + " has type "
              + tensor.dtype()
              + ", expected "
              + dtype
              + " as the weights; convert it with to(DType)");
    }
  }

  private String stateName(int s) {
    return "initial." + firstLayer().stateNames().get(s);
  }
}
