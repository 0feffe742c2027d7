package rnn4j.cell;

import java.util.function.UnaryOperator;

/// The independently recurrent network (Li et al. 2018, arXiv:1803.04831): each unit sees only its
/// own past.
///
/// ```
/// h' = phi(W x + u * h + b)
/// ```
///
/// @param hiddenSize elements of `h`
/// @param nonlinearity the function phi; the paper has `Value::relu`
public record IndRnnEquations(int hiddenSize, UnaryOperator<Value> nonlinearity) implements Cell {

  @Override
  public void define(Step step) {
    Value x = step.input();
    Value h = step.state("h", hiddenSize);
    Weight weightIh = step.weight("weight_ih", hiddenSize, x.width());
    Value weightHh = step.vector("weight_hh", hiddenSize);
    Value bias = step.vector("bias", hiddenSize);

    Value nextH = nonlinearity.apply(weightIh.times(x).plus(weightHh.times(h)).plus(bias));
    step.next("h", nextH);
    step.output(nextH);
  }
}
