package rnn4j.cell;

import java.util.List;

/// The gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), with the reset gate after the
/// product, as cuDNN and PyTorch have it:
///
/// ```
/// r, z = sigmoid(W_r x + b_ir + U_r h + b_hr), sigmoid(W_z x + b_iz + U_z h + b_hz)
/// n    = tanh(W_n x + b_in + r * (U_n h + b_hn))
/// h'   = (1 - z) * n + z * h            computed as   n + z * (h - n)
/// ```
///
/// Parameters are named and laid out as in PyTorch, gates in the order r, z, n.
///
/// @param hiddenSize elements of `h`
/// @param bias whether there are biases; two, as in PyTorch
/// @param options other functions and a limit
public record GruEquations(int hiddenSize, boolean bias, GruOptions options) implements Cell {

  /// The textbook's equations.
  public GruEquations(int hiddenSize, boolean bias) {
    this(hiddenSize, bias, GruOptions.DEFAULT);
  }

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Weight weightIh = step.weight("weight_ih", 3 * hiddenSize, x.width());
    Weight weightHh = step.weight("weight_hh", 3 * hiddenSize, hiddenSize);

    Value fromInput = weightIh.times(x);
    Value fromState = weightHh.times(h);
    if (bias) {
      fromInput = fromInput.plus(step.vector("bias_ih", 3 * hiddenSize));
      fromState = fromState.plus(step.vector("bias_hh", 3 * hiddenSize));
    }
    List<Value> i = fromInput.chunk(3);
    List<Value> s = fromState.chunk(3);
    Value r = options.gate(i.get(0).plus(s.get(0))).named("r");
    Value z = options.gate(i.get(1).plus(s.get(1))).named("z");
    Value n = options.candidate(i.get(2).plus(r.times(s.get(2)))).named("n");

    Value nextH = n.plus(z.times(h.minus(n)));
    step.next("h", nextH);
    step.output(nextH);
  }
}
