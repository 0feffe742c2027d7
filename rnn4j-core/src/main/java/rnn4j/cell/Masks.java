package rnn4j.cell;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.pass.Steps;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Draws the noise of one run.
final class Masks {
  private final Regularization regularization;
  private final Steps steps;
  private final int batch;
  private final TorchRandom random;

  Masks(
      Regularization regularization, Steps steps, List<Tensor> initialStates, TorchRandom random) {
    this.regularization = regularization;
    this.steps = steps;
    this.batch = initialStates.getFirst().size(1);
    this.random = random;
  }

  /// Returns rows with the same elements of each sequence zeroed at all steps.
  Tensor droppedInput(Tensor rows) {
    double p = regularization.inputDropout();
    if (p == 0) {
      return rows;
    }
    Tensor ofSequences = Tensor.ones(batch, rows.size(1)).to(rows.dtype()).dropout(p, random);
    return rows.times(ofSequences.indexSelect(0, Indices.of(steps.sequences())));
  }

  /// Returns the parameters with elements of those that multiply a state zeroed.
  List<Tensor> droppedWeights(CellProgram program, List<Tensor> weights) {
    double p = regularization.dropConnect();
    if (p == 0) {
      return weights;
    }
    List<Tensor> dropped = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      boolean recurrent = program.parameters().get(i).recurrent();
      dropped.add(recurrent ? weights.get(i).dropout(p, random) : weights.get(i));
    }
    return dropped;
  }

  /// Returns the masks that a program reads.
  List<Tensor> drawn(CellProgram program, DType dtype) {
    return program.masks().stream().map(mask -> draw(mask, dtype)).toList();
  }

  private Tensor draw(Mask mask, DType dtype) {
    Tensor tensor = Tensor.zeros(dtype, mask.perStep() ? steps.rows() : batch, mask.width());
    switch (tensor.data()) {
      case FloatData floats -> {
        if (mask.perStep()) {
          random.bernoulli(floats.array(), mask.p());
        } else {
          random.keepMask(floats.array(), mask.p());
        }
      }
      case DoubleData doubles -> {
        if (mask.perStep()) {
          random.bernoulli(doubles.array(), mask.p());
        } else {
          random.keepMask(doubles.array(), mask.p());
        }
      }
    }
    return tensor;
  }
}
