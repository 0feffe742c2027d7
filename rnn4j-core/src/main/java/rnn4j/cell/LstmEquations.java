package rnn4j.cell;

import java.util.List;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735) with
/// the forget gate of Gers, Schmidhuber and Cummins (2000, doi:10.1162/089976600300015015):
///
/// ```
/// i, f, o = sigmoid(W_i x + U_i h + b_i), sigmoid(W_f x + ...), sigmoid(W_o x + ...)
/// g       = tanh(W_g x + U_g h + b_g)
/// c'      = f * c + i * g
/// h'      = o * tanh(c')
/// ```
///
/// With a projection (Sak, Senior and Beaufays 2014, arXiv:1402.1128) `h' = W_hr (o * tanh(c'))`.
/// Parameters are named and laid out as in PyTorch, gates in the order i, f, g, o.
///
/// @param hiddenSize elements of `c`, and of `h` where there is no projection
/// @param projSize elements of `h`, or 0 for no projection
/// @param bias whether there are biases; two, as in PyTorch, which are added up
/// @param options other functions and limits
public record LstmEquations(int hiddenSize, int projSize, boolean bias, LstmOptions options)
    implements Cell {

  /// The textbook's equations.
  public LstmEquations(int hiddenSize, int projSize, boolean bias) {
    this(hiddenSize, projSize, bias, LstmOptions.DEFAULT);
  }

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", projSize > 0 ? projSize : hiddenSize);
    Value c = step.state("c", hiddenSize);

    List<Value> parts = Sums.ofInputAndState(step, x, h, 4 * hiddenSize, bias).chunk(4);
    Value i = options.gate(parts.get(0)).named("i");
    Value f = options.gate(parts.get(1)).named("f");
    Value g = options.candidate(parts.get(2)).named("g");
    Value o = options.gate(parts.get(3)).named("o");

    Value nextC = options.cell(f.times(c).plus(i.times(g)));
    Value nextH = o.times(options.output(nextC));
    if (projSize > 0) {
      nextH = options.projected(step.weight("weight_hr", projSize, hiddenSize).times(nextH));
    }
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
