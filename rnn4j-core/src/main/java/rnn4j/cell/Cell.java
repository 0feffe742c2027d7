package rnn4j.cell;

/// The equations of one time step of a recurrent layer.
///
/// ```java
/// Cell rnn = step -> {
///   Value x = step.input();
///   Value h = step.state("h", 20);
///   Value w = step.weight("weight_ih", 20, x.width()).times(x);
///   Value u = step.weight("weight_hh", 20, 20).times(h);
///   Value next = w.plus(u).tanh();
///   step.next("h", next);
///   step.output(next);
/// };
/// ```
///
/// The equations are all there is to a cell: its parameters, its forward and backward pass over
/// time follow from them. They are asked for once for every layer, whose inputs may differ in size.
@FunctionalInterface
public interface Cell {

  /// Writes down the equations.
  void define(Step step);
}
