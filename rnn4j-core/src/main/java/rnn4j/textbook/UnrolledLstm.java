package rnn4j.textbook;

import java.util.ArrayList;
import java.util.List;
import rnn4j.nn.Init;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// An LSTM that is unrolled over time: one step after another, each made of operations that are
/// recorded one by one for the backward pass. Kinds differ in the equations of their step.
public abstract sealed class UnrolledLstm extends Module
    permits NaiveLstm, FusedGateLstm, DiagonalPeepholeLstm, FullPeepholeLstm {
  private final int inputSize;
  private final int hiddenSize;
  private final DType dtype;

  UnrolledLstm(int inputSize, int hiddenSize, DType dtype) {
    Checks.requirePositive(typeName(), "inputSize", inputSize);
    Checks.requirePositive(typeName(), "hiddenSize", hiddenSize);
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.dtype = dtype;
  }

  /// Computes `h_t` and `c_t`.
  ///
  /// @param x `x_t`, (batch, inputSize)
  /// @param before `h_{t-1}` and `c_{t-1}`, (batch, hiddenSize) each
  abstract LstmState step(Tensor x, LstmState before);

  /// Runs sequences from a state of zeros.
  ///
  /// @param x (batch, seqLen, inputSize)
  /// @throws ShapeException if `x` has another shape or no step
  /// @throws IllegalArgumentException if it has another type than the weights
  public final Unrolled forward(Tensor x) {
    Checks.requireSequence(typeName(), x, inputSize, dtype);
    Tensor zeros = Tensor.zeros(dtype, x.size(0), hiddenSize);
    return forward(x, new LstmState(zeros, zeros));
  }

  /// Runs sequences from a given state.
  ///
  /// @param x (batch, seqLen, inputSize)
  /// @param initial (batch, hiddenSize) each
  /// @throws ShapeException if a tensor has another shape, or `x` no step
  /// @throws IllegalArgumentException if one has another type than the weights
  public final Unrolled forward(Tensor x, LstmState initial) {
    Checks.requireSequence(typeName(), x, inputSize, dtype);
    requireState("initial.h", initial.h(), x.size(0));
    requireState("initial.c", initial.c(), x.size(0));
    LstmState state = initial;
    List<Tensor> hidden = new ArrayList<>();
    for (int t = 0; t < x.size(1); t++) {
      state = step(x.select(1, t), state);
      hidden.add(state.h());
    }
    return new Unrolled(Tensor.stack(1, hidden), state);
  }

  /// Registers a parameter drawn from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
  Tensor weight(String name, TorchRandom random, int... shape) {
    double bound = 1 / Math.sqrt(hiddenSize);
    return register(name, Init.uniform(Tensor.zeros(dtype, shape), -bound, bound, random));
  }

  private void requireState(String name, Tensor state, int batch) {
    Checks.requireState(typeName(), name, state, batch, hiddenSize, dtype);
  }
}
