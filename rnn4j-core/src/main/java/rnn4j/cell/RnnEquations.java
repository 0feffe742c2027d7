package rnn4j.cell;

import java.util.function.UnaryOperator;

/// The simple recurrent network (Elman 1990, doi:10.1207/s15516709cog1402_1):
///
/// ```
/// h' = phi(W x + b_ih + U h + b_hh)
/// ```
///
/// Parameters are named and laid out as in PyTorch.
///
/// @param hiddenSize elements of `h`
/// @param bias whether there are biases; two, as in PyTorch, which are added up
/// @param nonlinearity the function phi, such as `Value::tanh`
public record RnnEquations(int hiddenSize, boolean bias, UnaryOperator<Value> nonlinearity)
    implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);

    Value nextH = nonlinearity.apply(Sums.ofInputAndState(step, x, h, hiddenSize, bias));
    step.next("h", nextH);
    step.output(nextH);
  }
}
