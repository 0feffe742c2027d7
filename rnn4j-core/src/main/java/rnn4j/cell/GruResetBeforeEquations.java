package rnn4j.cell;

import java.util.List;

/// The gated recurrent unit with the reset gate before the product, as it was first published (Cho
/// et al. 2014, arXiv:1406.1078v3), in Keras with `reset_after=False` and in ONNX with
/// `linear_before_reset=0`:
///
/// ```
/// r, z = sigmoid(W_r x + U_r h + b_r), sigmoid(W_z x + U_z h + b_z)
/// n    = tanh(W_n x + b_in + U_n (r * h) + b_hn)
/// h'   = (1 - z) * n + z * h            computed as   n + z * (h - n)
/// ```
///
/// Parameters are those of PyTorch's GRU, gates in the order r, z, n; the state's rows for n are a
/// matrix of their own, `weight_hn`.
///
/// @param hiddenSize elements of `h`
/// @param bias whether there are biases
/// @param options other functions and a limit
public record GruResetBeforeEquations(int hiddenSize, boolean bias, GruOptions options)
    implements Cell {

  /// The textbook's equations.
  public GruResetBeforeEquations(int hiddenSize, boolean bias) {
    this(hiddenSize, bias, GruOptions.DEFAULT);
  }

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Weight weightIh = step.weight("weight_ih", 3 * hiddenSize, x.width());
    Weight weightHh = step.weight("weight_hh", 2 * hiddenSize, hiddenSize);
    Weight weightHn = step.weight("weight_hn", hiddenSize, hiddenSize);

    List<Value> i = weightIh.times(x).chunk(3);
    List<Value> s = weightHh.times(h).chunk(2);
    Value sumR = i.get(0).plus(s.get(0));
    Value sumZ = i.get(1).plus(s.get(1));
    Value sumN = i.get(2);
    if (bias) {
      List<Value> b = step.vector("bias_ih", 3 * hiddenSize).chunk(3);
      List<Value> d = step.vector("bias_hh", 3 * hiddenSize).chunk(3);
      sumR = sumR.plus(b.get(0)).plus(d.get(0));
      sumZ = sumZ.plus(b.get(1)).plus(d.get(1));
      sumN = sumN.plus(b.get(2)).plus(d.get(2));
    }
    Value r = options.gate(sumR).named("r");
    Value z = options.gate(sumZ).named("z");
    Value n = options.candidate(sumN.plus(weightHn.times(r.times(h)))).named("n");

    Value nextH = n.plus(z.times(h.minus(n)));
    step.next("h", nextH);
    step.output(nextH);
  }
}
