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
/// With peepholes, as in ONNX's LSTM with `input_forget`, `p_i * c` is added to the sum of i and
/// `p_o
/// * c'` to that of o. Parameters are named as in PyTorch's LSTM, gates in the order i, g, o; the
///   peepholes `weight_ci` and `weight_co` come after the biases.
///
/// @param hiddenSize elements of `h` and of `c`
/// @param bias whether there are biases
/// @param peepholes whether i and o look at the cell state
/// @param options other functions and limits
public record CoupledLstmEquations(
    int hiddenSize, boolean bias, boolean peepholes, LstmOptions options) implements Cell {

  /// The paper's equations, without peepholes.
  public CoupledLstmEquations(int hiddenSize, boolean bias, LstmOptions options) {
    this(hiddenSize, bias, false, options);
  }

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Value c = step.state("c", hiddenSize);
    List<Value> sums = Sums.ofInputAndState(step, x, h, 3 * hiddenSize, bias).chunk(3);
    Value i = options.gate(seeing(step, sums.get(0), "weight_ci", c)).named("i");
    Value g = options.candidate(sums.get(1)).named("g");

    Value nextC = options.cell(i.oneMinus().times(c).plus(i.times(g)));
    Value o = options.gate(seeing(step, sums.get(2), "weight_co", nextC)).named("o");
    Value nextH = o.times(options.output(nextC));
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }

  private Value seeing(Step step, Value sum, String weight, Value c) {
    return peepholes ? sum.plus(step.vector(weight, hiddenSize).times(c)) : sum;
  }
}
