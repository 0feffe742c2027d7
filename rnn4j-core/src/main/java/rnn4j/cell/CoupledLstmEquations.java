package rnn4j.cell;

import java.util.List;

/// An LSTM with coupled input and forget gates (Greff et al. 2017, arXiv:1503.04069, variant CIFG):
/// what is forgotten makes room for what is new.
///
/// ```
/// i, o = sigmoid(W_i x + U_i h + b_i), sigmoid(W_o x + ...)      g = tanh(W_g x + U_g h + b_g)
/// c'   = (1 - i) * c + i * g
/// h'   = o * tanh(c')
/// ```
///
/// Parameters are named as in PyTorch's LSTM; gates in the order i, g, o.
///
/// @param hiddenSize elements of `h` and of `c`
/// @param bias whether there are biases
/// @param options other functions and limits
public record CoupledLstmEquations(int hiddenSize, boolean bias, LstmOptions options)
    implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Value c = step.state("c", hiddenSize);
    List<Value> sums = Sums.ofInputAndState(step, x, h, 3 * hiddenSize, bias).chunk(3);
    Value i = options.gate(sums.get(0)).named("i");
    Value g = options.candidate(sums.get(1)).named("g");
    Value o = options.gate(sums.get(2)).named("o");

    Value nextC = options.cell(i.oneMinus().times(c).plus(i.times(g)));
    Value nextH = o.times(options.output(nextC));
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
