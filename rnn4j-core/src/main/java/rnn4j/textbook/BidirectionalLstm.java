package rnn4j.textbook;

import rnn4j.nn.Layer;
import rnn4j.nn.Linear;
import rnn4j.nn.LinearConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// The recurrent block of a CRNN, which reads text out of images (Shi, Bai and Yao 2015,
/// arXiv:1507.05717): a bidirectional LSTM, and one linear layer of both directions at every step.
/// A CRNN has two of them:
///
/// ```java
/// var rnn =
///     new Sequential(
///         new BidirectionalLstm(512, 256, 256, random),
///         new BidirectionalLstm(256, 256, 37, random));
/// Tensor scores = rnn.forward(columns);   // (26, 64, 512) -> (26, 64, 37)
/// ```
///
/// Parameters are named as in common checkpoints, `rnn.weight_ih_l0`, ...,
/// `rnn.weight_ih_l0_reverse`, ..., `embedding.weight`, `embedding.bias`, and the same seed draws
/// PyTorch's.
public final class BidirectionalLstm extends Layer {
  private final Lstm rnn;
  private final Linear embedding;

  /// Draws the weights of a block of single precision.
  public BidirectionalLstm(int nIn, int nHidden, int nOut, TorchRandom random) {
    this(nIn, nHidden, nOut, DType.FLOAT32, random);
  }

  /// Draws the weights of a block.
  ///
  /// @param nIn elements of the input at each step
  /// @param nHidden elements of the hidden state of each direction
  /// @param nOut elements of the output at each step
  public BidirectionalLstm(int nIn, int nHidden, int nOut, DType dtype, TorchRandom random) {
    LstmConfig both = LstmConfig.of(nIn, nHidden).withBidirectional(true).withDtype(dtype);
    rnn = register("rnn", new Lstm(both, random));
    embedding =
        register(
            "embedding", new Linear(LinearConfig.of(2 * nHidden, nOut).withDtype(dtype), random));
  }

  /// Returns the output at every step.
  ///
  /// @param input (seqLen, batch, nIn)
  /// @return (seqLen, batch, nOut)
  /// @throws rnn4j.tensor.ShapeException if `input` has another shape
  /// @throws IllegalArgumentException if it has another type than the parameters
  @Override
  public Tensor forward(Tensor input) {
    return embedding.forward(rnn.forward(input).output());
  }

  @Override
  protected String typeName() {
    return "BidirectionalLSTM";
  }
}
