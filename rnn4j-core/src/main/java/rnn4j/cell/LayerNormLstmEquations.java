package rnn4j.cell;

import java.util.List;

/// The layer-normalised LSTM (Ba, Kiros and Hinton 2016, arXiv:1607.06450, equations 20 to 22):
///
/// ```
/// i, f, g, o = parts of  LN(W x; gain_ih) + LN(U h; gain_hh) + b
/// c'         = sigmoid(f) * c + sigmoid(i) * tanh(g)
/// h'         = sigmoid(o) * tanh(LN(c'; gain_c, bias_c))
/// ```
///
/// where `LN(v; a) = a * (v - mean(v)) / sqrt(var(v) + eps)` over the whole row. Weights are laid
/// out as in PyTorch's LSTM, gates in the order i, f, g, o; gains start at one.
///
/// @param hiddenSize elements of `h` and of `c`
/// @param eps added to the variances, such as 1e-5
public record LayerNormLstmEquations(int hiddenSize, double eps) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Value c = step.state("c", hiddenSize);
    int width = 4 * hiddenSize;
    Weight weightIh = step.weight("weight_ih", width, x.width());
    Weight weightHh = step.weight("weight_hh", width, hiddenSize);
    Value gainIh = step.vector("gain_ih", width, Initializer.constant(1));
    Value gainHh = step.vector("gain_hh", width, Initializer.constant(1));
    Value bias = step.vector("bias", width, Initializer.constant(0));
    Value gainC = step.vector("gain_c", hiddenSize, Initializer.constant(1));
    Value biasC = step.vector("bias_c", hiddenSize, Initializer.constant(0));

    Value fromInput = weightIh.times(x).layerNorm(eps).times(gainIh);
    Value fromState = weightHh.times(h).layerNorm(eps).times(gainHh);
    List<Value> sums = fromInput.plus(fromState).plus(bias).chunk(4);
    Value i = sums.get(0).sigmoid().named("i");
    Value f = sums.get(1).sigmoid().named("f");
    Value g = sums.get(2).tanh().named("g");
    Value o = sums.get(3).sigmoid().named("o");

    Value nextC = f.times(c).plus(i.times(g));
    Value nextH = o.times(nextC.layerNorm(eps).times(gainC).plus(biasC).tanh());
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
