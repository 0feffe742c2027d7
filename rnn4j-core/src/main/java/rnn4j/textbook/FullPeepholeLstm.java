package rnn4j.textbook;

import java.util.List;
import rnn4j.nn.LstmState;
import rnn4j.nn.Peephole;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// The peephole LSTM of tutorials: the cell state takes the hidden state's place, with a full
/// matrix. It is another function than the peephole LSTM of the literature, [DiagonalPeepholeLstm].
///
/// ```
/// i_t, f_t, o_t = sigmoid of the quarters i, f, o of   x_t W + c_{t-1} U + bias
/// g_t           = sigmoid of the quarter g of          x_t W + bias
/// c_t           = f_t * c_{t-1} + i_t * g_t
/// h_t           = tanh(o_t * c_t)
/// ```
///
/// Parameters, drawn in this order: `W` (inputSize, 4 * hiddenSize), `U` (hiddenSize, 4 *
/// hiddenSize), `bias` (4 * hiddenSize). As in the tutorials, the quarter g of `U` has no effect.
public final class FullPeepholeLstm extends UnrolledLstm {
  private final Tensor w;
  private final Tensor u;
  private final Tensor bias;

  /// Draws the weights of a layer of single precision.
  public FullPeepholeLstm(int inputSize, int hiddenSize, TorchRandom random) {
    this(inputSize, hiddenSize, DType.FLOAT32, random);
  }

  /// Draws the weights of a layer.
  public FullPeepholeLstm(int inputSize, int hiddenSize, DType dtype, TorchRandom random) {
    super(inputSize, hiddenSize, dtype);
    w = weight("W", random, inputSize, 4 * hiddenSize);
    u = weight("U", random, hiddenSize, 4 * hiddenSize);
    bias = weight("bias", random, 4 * hiddenSize);
  }

  @Override
  LstmState step(Tensor x, LstmState before) {
    Tensor c = before.c();
    Tensor fromInput = x.matmul(w).plus(bias);
    List<Tensor> gates = fromInput.plus(c.matmul(u)).chunk(4, 1);
    Tensor i = gates.get(0).sigmoid();
    Tensor f = gates.get(1).sigmoid();
    Tensor g = fromInput.chunk(4, 1).get(2).sigmoid();
    Tensor o = gates.get(3).sigmoid();
    Tensor nextC = f.times(c).plus(i.times(g));
    Tensor nextH = o.times(nextC).tanh();
    return new LstmState(nextH, nextC);
  }

  /// Returns a layer that computes what a built-in one does, with copies of its weights. What has
  /// no effect is zero.
  ///
  /// @throws IllegalArgumentException unless it is of the full form and has one layer and one
  ///   direction
  public static FullPeepholeLstm of(PeepholeLstm layer) {
    PeepholeLstmConfig config = layer.config();
    int hiddenSize = config.hiddenSize();
    GateWeights weights = GateWeights.of("FullPeepholeLstm", layer, Peephole.FULL);
    var peephole =
        new FullPeepholeLstm(config.inputSize(), hiddenSize, config.dtype(), TorchRandom.seed(0));
    List<Tensor> ifo = weights.u().chunk(3, 1);
    Tensor none = Tensor.zeros(config.dtype(), hiddenSize, hiddenSize);
    peephole.w.set(weights.w());
    peephole.u.set(Tensor.concat(1, List.of(ifo.get(0), ifo.get(1), none, ifo.get(2))));
    peephole.bias.set(weights.bias());
    return peephole;
  }
}
