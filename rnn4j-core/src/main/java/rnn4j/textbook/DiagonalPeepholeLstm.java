package rnn4j.textbook;

import java.util.List;
import rnn4j.nn.LstmState;
import rnn4j.nn.Peephole;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// The peephole LSTM of the literature (Gers and Schmidhuber 2000, doi:10.1109/IJCNN.2000.861302):
/// each gate also sees the cell state, each unit its own.
///
/// ```
/// gates    = x_t W + h_{t-1} U + bias,   its quarters being those of i, f, g, o
/// i_t, f_t = sigmoid(gates_i + p_i * c_{t-1}), sigmoid(gates_f + p_f * c_{t-1})
/// c_t      = f_t * c_{t-1} + i_t * tanh(gates_g)
/// o_t      = sigmoid(gates_o + p_o * c_t)
/// h_t      = o_t * tanh(c_t)
/// ```
///
/// Parameters, drawn in this order: `W` (inputSize, 4 * hiddenSize), `U` (hiddenSize, 4 *
/// hiddenSize), `bias` (4 * hiddenSize), `p_i`, `p_f`, `p_o` (hiddenSize) each.
public final class DiagonalPeepholeLstm extends UnrolledLstm {
  private final Tensor w;
  private final Tensor u;
  private final Tensor bias;
  private final Tensor pi;
  private final Tensor pf;
  private final Tensor po;

  /// Draws the weights of a layer of single precision.
  public DiagonalPeepholeLstm(int inputSize, int hiddenSize, TorchRandom random) {
    this(inputSize, hiddenSize, DType.FLOAT32, random);
  }

  /// Draws the weights of a layer.
  public DiagonalPeepholeLstm(int inputSize, int hiddenSize, DType dtype, TorchRandom random) {
    super(inputSize, hiddenSize, dtype);
    w = weight("W", random, inputSize, 4 * hiddenSize);
    u = weight("U", random, hiddenSize, 4 * hiddenSize);
    bias = weight("bias", random, 4 * hiddenSize);
    pi = weight("p_i", random, hiddenSize);
    pf = weight("p_f", random, hiddenSize);
    po = weight("p_o", random, hiddenSize);
  }

  @Override
  LstmState step(Tensor x, LstmState before) {
    Tensor c = before.c();
    List<Tensor> gates = x.matmul(w).plus(before.h().matmul(u)).plus(bias).chunk(4, 1);
    Tensor i = gates.get(0).plus(pi.times(c)).sigmoid();
    Tensor f = gates.get(1).plus(pf.times(c)).sigmoid();
    Tensor g = gates.get(2).tanh();
    Tensor nextC = f.times(c).plus(i.times(g));
    Tensor o = gates.get(3).plus(po.times(nextC)).sigmoid();
    Tensor nextH = o.times(nextC.tanh());
    return new LstmState(nextH, nextC);
  }

  /// Returns a layer that computes what a built-in one does, with copies of its weights.
  ///
  /// @throws IllegalArgumentException unless it is of the diagonal form and has one layer, one
  ///   direction and no projection
  public static DiagonalPeepholeLstm of(PeepholeLstm layer) {
    PeepholeLstmConfig config = layer.config();
    GateWeights weights = GateWeights.of("DiagonalPeepholeLstm", layer, Peephole.DIAGONAL);
    var peephole =
        new DiagonalPeepholeLstm(
            config.inputSize(), config.hiddenSize(), config.dtype(), TorchRandom.seed(0));
    peephole.w.set(weights.w());
    peephole.u.set(weights.u());
    peephole.bias.set(weights.bias());
    peephole.pi.set(layer.parameter("weight_ci_l0"));
    peephole.pf.set(layer.parameter("weight_cf_l0"));
    peephole.po.set(layer.parameter("weight_co_l0"));
    return peephole;
  }
}
