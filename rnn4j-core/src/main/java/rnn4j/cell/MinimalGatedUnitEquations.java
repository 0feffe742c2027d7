package rnn4j.cell;

/// The minimal gated unit (Zhou et al. 2016, arXiv:1603.09420): one gate that both forgets and
/// resets.
///
/// ```
/// f  = sigmoid(W_f x + U_f h + b_f)
/// n  = tanh(W_n x + U_n (f * h) + b_n)
/// h' = (1 - f) * h + f * n              computed as   h + f * (n - h)
/// ```
///
/// @param hiddenSize elements of `h`
public record MinimalGatedUnitEquations(int hiddenSize) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Weight weightIf = step.weight("weight_if", hiddenSize, x.width());
    Weight weightHf = step.weight("weight_hf", hiddenSize, hiddenSize);
    Weight weightIn = step.weight("weight_in", hiddenSize, x.width());
    Weight weightHn = step.weight("weight_hn", hiddenSize, hiddenSize);
    Value biasF = step.vector("bias_f", hiddenSize);
    Value biasN = step.vector("bias_n", hiddenSize);

    Value f = weightIf.times(x).plus(weightHf.times(h)).plus(biasF).sigmoid().named("f");
    Value n = weightIn.times(x).plus(weightHn.times(f.times(h))).plus(biasN).tanh().named("n");

    Value nextH = h.plus(f.times(n.minus(h)));
    step.next("h", nextH);
    step.output(nextH);
  }
}
