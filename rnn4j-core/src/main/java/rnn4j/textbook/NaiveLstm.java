package rnn4j.textbook;

import java.util.List;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// An LSTM as its equations stand in a paper, with matrices of its own for each gate: eight matrix
/// products a step.
///
/// ```
/// i_t = sigmoid(x_t U_i + h_{t-1} V_i + b_i)      f_t, o_t likewise
/// g_t = tanh   (x_t U_c + h_{t-1} V_c + b_c)
/// c_t = f_t * c_{t-1} + i_t * g_t
/// h_t = o_t * tanh(c_t)
/// ```
///
/// Parameters, for each of `i`, `f`, `c`, `o`, drawn in this order: `U_i` (inputSize, hiddenSize),
/// `V_i` (hiddenSize, hiddenSize), `b_i` (hiddenSize).
public final class NaiveLstm extends UnrolledLstm {
  private final Tensor ui;
  private final Tensor vi;
  private final Tensor bi;
  private final Tensor uf;
  private final Tensor vf;
  private final Tensor bf;
  private final Tensor uc;
  private final Tensor vc;
  private final Tensor bc;
  private final Tensor uo;
  private final Tensor vo;
  private final Tensor bo;

  /// Draws the weights of a layer of single precision.
  public NaiveLstm(int inputSize, int hiddenSize, TorchRandom random) {
    this(inputSize, hiddenSize, DType.FLOAT32, random);
  }

  /// Draws the weights of a layer.
  public NaiveLstm(int inputSize, int hiddenSize, DType dtype, TorchRandom random) {
    super(inputSize, hiddenSize, dtype);
    ui = weight("U_i", random, inputSize, hiddenSize);
    vi = weight("V_i", random, hiddenSize, hiddenSize);
    bi = weight("b_i", random, hiddenSize);
    uf = weight("U_f", random, inputSize, hiddenSize);
    vf = weight("V_f", random, hiddenSize, hiddenSize);
    bf = weight("b_f", random, hiddenSize);
    uc = weight("U_c", random, inputSize, hiddenSize);
    vc = weight("V_c", random, hiddenSize, hiddenSize);
    bc = weight("b_c", random, hiddenSize);
    uo = weight("U_o", random, inputSize, hiddenSize);
    vo = weight("V_o", random, hiddenSize, hiddenSize);
    bo = weight("b_o", random, hiddenSize);
  }

  @Override
  LstmState step(Tensor x, LstmState before) {
    Tensor h = before.h();
    Tensor c = before.c();
    Tensor i = x.matmul(ui).plus(h.matmul(vi)).plus(bi).sigmoid();
    Tensor f = x.matmul(uf).plus(h.matmul(vf)).plus(bf).sigmoid();
    Tensor g = x.matmul(uc).plus(h.matmul(vc)).plus(bc).tanh();
    Tensor o = x.matmul(uo).plus(h.matmul(vo)).plus(bo).sigmoid();
    Tensor nextC = f.times(c).plus(i.times(g));
    Tensor nextH = o.times(nextC.tanh());
    return new LstmState(nextH, nextC);
  }

  /// Returns a layer that computes what a built-in one does, with copies of its weights.
  ///
  /// @throws IllegalArgumentException unless it has one layer, one direction and no projection
  public static NaiveLstm of(Lstm layer) {
    LstmConfig config = layer.config();
    GateWeights weights = GateWeights.of("NaiveLstm", layer);
    var naive =
        new NaiveLstm(config.inputSize(), config.hiddenSize(), config.dtype(), TorchRandom.seed(0));
    set(weights.w(), naive.ui, naive.uf, naive.uc, naive.uo);
    set(weights.u(), naive.vi, naive.vf, naive.vc, naive.vo);
    set(weights.bias(), naive.bi, naive.bf, naive.bc, naive.bo);
    return naive;
  }

  private static void set(Tensor gates, Tensor... parameters) {
    List<Tensor> parts = gates.chunk(4, -1);
    for (int g = 0; g < 4; g++) {
      parameters[g].set(parts.get(g));
    }
  }
}
