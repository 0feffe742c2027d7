package rnn4j.io.onnx;

import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.cell.Cell;
import rnn4j.cell.Step;
import rnn4j.cell.Value;

/// ONNX's LSTM with peepholes and `input_forget`, which is in no paper and so not among the core's
/// cells:
///
/// ```
/// i  = f(W_i x + U_i h + b_i + p_i * c)      g = g(W_g x + U_g h + b_g)
/// c' = (1 - i) * c + i * g
/// o  = f(W_o x + U_o h + b_o + p_o * c')     h' = o * h(c')
/// ```
///
/// Parameters are those of [rnn4j.cell.CoupledLstmEquations], gates i, g, o, and the peepholes
/// `weight_ci` and `weight_co`.
///
/// @param gate the function f, applied to limited sums
/// @param candidate the function g, applied to limited sums
/// @param output the function h
record CoupledPeepholeLstm(
    int hiddenSize,
    boolean bias,
    UnaryOperator<Value> gate,
    UnaryOperator<Value> candidate,
    UnaryOperator<Value> output)
    implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Value c = step.state("c", hiddenSize);
    Value sum =
        step.weight("weight_ih", 3 * hiddenSize, x.width())
            .times(x)
            .plus(step.weight("weight_hh", 3 * hiddenSize, hiddenSize).times(h));
    if (bias) {
      sum =
          sum.plus(step.vector("bias_ih", 3 * hiddenSize))
              .plus(step.vector("bias_hh", 3 * hiddenSize));
    }
    List<Value> sums = sum.chunk(3);
    Value peepholeI = step.vector("weight_ci", hiddenSize);
    Value peepholeO = step.vector("weight_co", hiddenSize);

    Value i = gate.apply(sums.get(0).plus(peepholeI.times(c))).named("i");
    Value g = candidate.apply(sums.get(1)).named("g");
    Value nextC = i.oneMinus().times(c).plus(i.times(g));
    Value o = gate.apply(sums.get(2).plus(peepholeO.times(nextC))).named("o");

    Value nextH = o.times(output.apply(nextC));
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }
}
