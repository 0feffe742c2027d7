package rnn4j.io.onnx;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// What a recurrent operator is given. Values never change; each `withX` returns a changed copy.
public final class OnnxInput {
  private final Tensor x;
  private final int @Nullable [] sequenceLens;
  private final @Nullable Tensor initialH;
  private final @Nullable Tensor initialC;

  private OnnxInput(
      Tensor x,
      int @Nullable [] sequenceLens,
      @Nullable Tensor initialH,
      @Nullable Tensor initialC) {
    this.x = x;
    this.sequenceLens = sequenceLens;
    this.initialH = initialH;
    this.initialC = initialC;
  }

  /// Returns sequences of one length that begin with zeros, or with the constants of the model.
  ///
  /// @param x (seqLen, batch, inputSize), or (batch, seqLen, inputSize) if batch-first
  public static OnnxInput of(Tensor x) {
    return new OnnxInput(x, null, null, null);
  }

  /// Returns the same sequences with these lengths.
  ///
  /// @param lengths of each sequence, from zero to `seqLen`
  public OnnxInput withSequenceLens(int... lengths) {
    return new OnnxInput(x, lengths.clone(), initialH, initialC);
  }

  /// Returns the same sequences from this hidden state.
  ///
  /// @param h (numDirections, batch, hiddenSize), or (batch, numDirections, hiddenSize) if
  ///   batch-first
  public OnnxInput withInitialH(Tensor h) {
    return new OnnxInput(x, sequenceLens, h, initialC);
  }

  /// Returns the same sequences from this cell state.
  ///
  /// @param c (numDirections, batch, hiddenSize), or (batch, numDirections, hiddenSize) if
  ///   batch-first
  public OnnxInput withInitialC(Tensor c) {
    return new OnnxInput(x, sequenceLens, initialH, c);
  }

  /// Returns the sequences.
  public Tensor x() {
    return x;
  }

  /// Returns their lengths, if given.
  public Optional<int[]> sequenceLens() {
    return Optional.ofNullable(sequenceLens).map(int[]::clone);
  }

  /// Returns the hidden state before the first step, if given.
  public Optional<Tensor> initialH() {
    return Optional.ofNullable(initialH);
  }

  /// Returns the cell state before the first step, if given.
  public Optional<Tensor> initialC() {
    return Optional.ofNullable(initialC);
  }
}
