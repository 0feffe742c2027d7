package rnn4j.cell;

import java.util.List;

/// The layer-normalised GRU (Ba, Kiros and Hinton 2016, arXiv:1607.06450, supplement), with the
/// reset gate after the product:
///
/// ```
/// r, z = sigmoid of the parts of  LN(W x; gain_ih) + LN(U h; gain_hh) + b
/// n    = tanh(LN(W_n x; gain_in) + r * LN(U_n h; gain_hn) + b_n)
/// h'   = (1 - z) * n + z * h
/// ```
///
/// where `LN(v; a) = a * (v - mean(v)) / sqrt(var(v) + eps)` over the whole row, the gates and the
/// candidate apart. Gains start at one.
///
/// @param hiddenSize elements of `h`
/// @param eps added to the variances, such as 1e-5
public record LayerNormGruEquations(int hiddenSize, double eps) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Value gates =
        normalized(step, "ih", x, 2 * hiddenSize).plus(normalized(step, "hh", h, 2 * hiddenSize));
    List<Value> sums =
        gates.plus(step.vector("bias", 2 * hiddenSize, Initializer.constant(0))).chunk(2);
    Value r = sums.get(0).sigmoid().named("r");
    Value z = sums.get(1).sigmoid().named("z");
    Value candidate = normalized(step, "in", x, hiddenSize);
    Value past = normalized(step, "hn", h, hiddenSize);
    Value biasN = step.vector("bias_n", hiddenSize, Initializer.constant(0));
    Value n = candidate.plus(r.times(past)).plus(biasN).tanh().named("n");

    Value nextH = n.plus(z.times(h.minus(n)));
    step.next("h", nextH);
    step.output(nextH);
  }

  private Value normalized(Step step, String name, Value source, int width) {
    Weight weight = step.weight("weight_" + name, width, source.width());
    Value gain = step.vector("gain_" + name, width, Initializer.constant(1));
    return weight.times(source).layerNorm(eps).times(gain);
  }
}
