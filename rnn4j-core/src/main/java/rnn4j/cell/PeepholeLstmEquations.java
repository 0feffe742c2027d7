package rnn4j.cell;

import java.util.List;

/// Long short-term memory whose gates also look at the cell state, each unit at its own (Gers and
/// Schmidhuber 2000, doi:10.1109/IJCNN.2000.861302; Graves 2013, arXiv:1308.0850):
///
/// ```
/// i, f = sigmoid(W_i x + U_i h + b_i + p_i * c), sigmoid(W_f x + ... + p_f * c)
/// g    = tanh(W_g x + U_g h + b_g)
/// c'   = f * c + i * g
/// o    = sigmoid(W_o x + U_o h + b_o + p_o * c')
/// h'   = o * tanh(c')
/// ```
///
/// With a projection `h' = W_hr (o * tanh(c'))`. Parameters are those of [LstmEquations] and the
/// peephole weights `weight_ci`, `weight_cf`, `weight_co` after the biases.
///
/// @param hiddenSize elements of `c`, and of `h` where there is no projection
/// @param projSize elements of `h`, or 0 for no projection
/// @param bias whether there are biases; two, as in PyTorch, which are added up
public record PeepholeLstmEquations(int hiddenSize, int projSize, boolean bias) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", projSize > 0 ? projSize : hiddenSize);
    Value c = step.state("c", hiddenSize);
    Weight weightIh = step.weight("weight_ih", 4 * hiddenSize, x.width());
    Weight weightHh = step.weight("weight_hh", 4 * hiddenSize, h.width());

    Value gates = weightIh.times(x).plus(weightHh.times(h));
    if (bias) {
      gates = gates.plus(step.vector("bias_ih", 4 * hiddenSize));
      gates = gates.plus(step.vector("bias_hh", 4 * hiddenSize));
    }
    Value peepholeI = step.vector("weight_ci", hiddenSize);
    Value peepholeF = step.vector("weight_cf", hiddenSize);
    Value peepholeO = step.vector("weight_co", hiddenSize);

    List<Value> parts = gates.chunk(4);
    Value i = parts.get(0).plus(peepholeI.times(c)).sigmoid();
    Value f = parts.get(1).plus(peepholeF.times(c)).sigmoid();
    Value g = parts.get(2).tanh();
    Value nextC = f.times(c).plus(i.times(g));
    Value o = parts.get(3).plus(peepholeO.times(nextC)).sigmoid();

    Value nextH = o.times(nextC.tanh());
    if (projSize > 0) {
      nextH = step.weight("weight_hr", projSize, hiddenSize).times(nextH);
    }
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
