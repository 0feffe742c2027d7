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
/// @param options other functions and limits
public record PeepholeLstmEquations(int hiddenSize, int projSize, boolean bias, LstmOptions options)
    implements Cell {

  /// The literature's equations.
  public PeepholeLstmEquations(int hiddenSize, int projSize, boolean bias) {
    this(hiddenSize, projSize, bias, LstmOptions.DEFAULT);
  }

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", projSize > 0 ? projSize : hiddenSize);
    Value c = step.state("c", hiddenSize);
    List<Value> parts = Sums.ofInputAndState(step, x, h, 4 * hiddenSize, bias).chunk(4);
    Value peepholeI = step.vector("weight_ci", hiddenSize);
    Value peepholeF = step.vector("weight_cf", hiddenSize);
    Value peepholeO = step.vector("weight_co", hiddenSize);

    Value i = options.gate(parts.get(0).plus(peepholeI.times(c))).named("i");
    Value f = options.gate(parts.get(1).plus(peepholeF.times(c))).named("f");
    Value g = options.candidate(parts.get(2)).named("g");
    Value nextC = options.cell(f.times(c).plus(i.times(g)));
    Value o = options.gate(parts.get(3).plus(peepholeO.times(nextC))).named("o");

    Value nextH = o.times(options.output(nextC));
    if (projSize > 0) {
      nextH = options.projected(step.weight("weight_hr", projSize, hiddenSize).times(nextH));
    }
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
