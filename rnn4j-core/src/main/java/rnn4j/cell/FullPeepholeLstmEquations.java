package rnn4j.cell;

import java.util.List;

/// The peephole LSTM of tutorials: the cell state takes the hidden state's place in the gates, with
/// a full matrix, and no state reaches the candidate `g`:
///
/// ```
/// i, f, o = sigmoid(W_i x + U_i c + b_i), sigmoid(W_f x + ...), sigmoid(W_o x + ...)
/// g       = sigmoid(W_g x + b_g)
/// c'      = f * c + i * g
/// h'      = tanh(o * c')
/// ```
///
/// For the form of the literature see [PeepholeLstmEquations]. `weight_ih`, `bias_ih` and `bias_hh`
/// are those of [LstmEquations]; `weight_ch` `(3 * hiddenSize, hiddenSize)` stands in the place of
/// `weight_hh` and has the gates i, f, o. The state `h` is only written, never read.
///
/// @param hiddenSize elements of `h` and of `c`
/// @param bias whether there are biases; two, as in PyTorch, which are added up
public record FullPeepholeLstmEquations(int hiddenSize, boolean bias) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    step.state("h", hiddenSize);
    Value c = step.state("c", hiddenSize);
    Weight weightIh = step.weight("weight_ih", 4 * hiddenSize, x.width());
    Weight weightCh = step.weight("weight_ch", 3 * hiddenSize, hiddenSize);

    Value fromInput = weightIh.times(x);
    if (bias) {
      fromInput = fromInput.plus(step.vector("bias_ih", 4 * hiddenSize));
      fromInput = fromInput.plus(step.vector("bias_hh", 4 * hiddenSize));
    }
    List<Value> w = fromInput.chunk(4);
    List<Value> u = weightCh.times(c).chunk(3);
    Value i = w.get(0).plus(u.get(0)).sigmoid().named("i");
    Value f = w.get(1).plus(u.get(1)).sigmoid().named("f");
    Value g = w.get(2).sigmoid().named("g");
    Value o = w.get(3).plus(u.get(2)).sigmoid().named("o");

    Value nextC = f.times(c).plus(i.times(g));
    Value nextH = o.times(nextC).tanh();
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
