package rnn4j.tensor;

import rnn4j.kernel.Op;

/// Sums, differences, products and quotients of each element.
final class Arithmetic {
  private Arithmetic() {}

  static Tensor plus(Tensor a, Tensor b) {
    return new Recording(Broadcast.apply("plus", Op.ADD, a, b))
        .wrt(a, g -> Broadcast.sumTo(g, a.shape()))
        .wrt(b, g -> Broadcast.sumTo(g, b.shape()))
        .done();
  }

  static Tensor minus(Tensor a, Tensor b) {
    return new Recording(Broadcast.apply("minus", Op.SUB, a, b))
        .wrt(a, g -> Broadcast.sumTo(g, a.shape()))
        .wrt(b, g -> Broadcast.sumTo(g.neg(), b.shape()))
        .done();
  }

  static Tensor times(Tensor a, Tensor b) {
    return new Recording(Broadcast.apply("times", Op.MUL, a, b))
        .wrt(a, g -> Broadcast.sumTo(g.times(b), a.shape()))
        .wrt(b, g -> Broadcast.sumTo(g.times(a), b.shape()))
        .done();
  }

  static Tensor div(Tensor a, Tensor b) {
    return new Recording(Broadcast.apply("div", Op.DIV, a, b))
        .wrt(a, g -> Broadcast.sumTo(g.div(b), a.shape()))
        .wrt(b, g -> Broadcast.sumTo(g.neg().times(a.div(b)).div(b), b.shape()))
        .done();
  }

  /// Returns `factor * x + offset`.
  static Tensor scale(Tensor x, double factor, double offset) {
    return new Recording(Pointwise.apply(Op.SCALE, factor, offset, x))
        .wrt(x, g -> g.times(factor))
        .done();
  }
}
