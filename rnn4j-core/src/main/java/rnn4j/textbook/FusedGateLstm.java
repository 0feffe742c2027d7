package rnn4j.textbook;

import java.util.List;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// An LSTM whose gates stand side by side in one matrix: two matrix products a step.
///
/// ```
/// gates = x_t W + h_{t-1} U + bias,   its quarters being those of i, f, g, o
/// c_t   = f_t * c_{t-1} + i_t * g_t
/// h_t   = o_t * tanh(c_t)
/// ```
///
/// Parameters, drawn in this order: `W` (inputSize, 4 * hiddenSize), `U` (hiddenSize, 4 *
/// hiddenSize), `bias` (4 * hiddenSize).
public final class FusedGateLstm extends UnrolledLstm {
  private final Tensor w;
  private final Tensor u;
  private final Tensor bias;

  /// Draws the weights of a layer of single precision.
  public FusedGateLstm(int inputSize, int hiddenSize, TorchRandom random) {
    this(inputSize, hiddenSize, DType.FLOAT32, random);
  }

  /// Draws the weights of a layer.
  public FusedGateLstm(int inputSize, int hiddenSize, DType dtype, TorchRandom random) {
    super(inputSize, hiddenSize, dtype);
    w = weight("W", random, inputSize, 4 * hiddenSize);
    u = weight("U", random, hiddenSize, 4 * hiddenSize);
    bias = weight("bias", random, 4 * hiddenSize);
  }

  @Override
  LstmState step(Tensor x, LstmState before) {
    List<Tensor> gates = x.matmul(w).plus(before.h().matmul(u)).plus(bias).chunk(4, 1);
    Tensor i = gates.get(0).sigmoid();
    Tensor f = gates.get(1).sigmoid();
    Tensor g = gates.get(2).tanh();
    Tensor o = gates.get(3).sigmoid();
    Tensor c = f.times(before.c()).plus(i.times(g));
    Tensor h = o.times(c.tanh());
    return new LstmState(h, c);
  }

  /// Returns a layer that computes what a built-in one does, with copies of its weights.
  ///
  /// @throws IllegalArgumentException unless it has one layer, one direction and no projection
  public static FusedGateLstm of(Lstm layer) {
    LstmConfig config = layer.config();
    GateWeights weights = GateWeights.of("FusedGateLstm", layer);
    var fused =
        new FusedGateLstm(
            config.inputSize(), config.hiddenSize(), config.dtype(), TorchRandom.seed(0));
    fused.w.set(weights.w());
    fused.u.set(weights.u());
    fused.bias.set(weights.bias());
    return fused;
  }
}
