package rnn4j.cell;

import java.util.List;
import rnn4j.tensor.Tensor;

/// Cells of papers that the library does not have, written as its users would.
final class PaperCells {
  private PaperCells() {}

  /// FastGRNN (Kusupati et al. 2018, arXiv:1901.02358). Two numbers are shared by all units.
  static Cell fastGrnn(int n) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value sum = step.weight("W", n, x.width()).times(x).plus(step.weight("U", n, n).times(h));
      Value z = sum.plus(step.vector("b_z", n)).sigmoid();
      Value candidate = sum.plus(step.vector("b_h", n)).tanh();
      Value zeta = step.vector("zeta", 1, Initializer.constant(1)).sigmoid().expand(n);
      Value nu = step.vector("nu", 1, Initializer.constant(-4)).sigmoid().expand(n);
      Value next = zeta.times(z.oneMinus()).plus(nu).times(candidate).plus(z.times(h));
      step.next("h", next);
      step.output(next);
    };
  }

  /// Multiplicative LSTM (Krause et al. 2016, arXiv:1609.07959).
  static Cell multiplicativeLstm(int n) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value c = step.state("c", n);
      Value fromInput = step.weight("W_mx", n, x.width()).times(x);
      Value m = fromInput.times(step.weight("W_mh", n, n).times(h)).named("m");
      Value sums = step.weight("W_x", 4 * n, x.width()).times(x);
      sums = sums.plus(step.weight("W_m", 4 * n, n).times(m)).plus(step.vector("b", 4 * n));
      List<Value> s = sums.chunk(4);
      Value kept = s.get(1).sigmoid().times(c);
      Value nextC = kept.plus(s.get(0).sigmoid().times(s.get(3)));
      Value nextH = nextC.times(s.get(2).sigmoid()).tanh();
      step.next("h", nextH);
      step.next("c", nextC);
      step.output(nextH);
    };
  }

  /// Nested LSTM (Moniz and Krueger 2017, arXiv:1801.10308): the memory is an LSTM itself.
  static Cell nestedLstm(int n) {
    return step -> {
      Value h = step.state("h", n);
      Value c = step.state("c", n);
      Value inner = step.state("inner", n);
      List<Value> s = gates(step, "outer", step.input(), h, n);
      Value forgotten = s.get(1).sigmoid().times(c);
      Value written = s.get(0).sigmoid().times(s.get(2).tanh());
      List<Value> t = gates(step, "inner", written, forgotten, n);
      Value nextInner = t.get(1).sigmoid().times(inner);
      nextInner = nextInner.plus(t.get(0).sigmoid().times(t.get(2).tanh()));
      Value nextC = t.get(3).sigmoid().times(nextInner.tanh());
      Value nextH = s.get(3).sigmoid().times(nextC.tanh());
      step.next("h", nextH);
      step.next("c", nextC);
      step.next("inner", nextInner);
      step.output(nextH);
    };
  }

  private static List<Value> gates(Step step, String name, Value x, Value h, int n) {
    Value fromInput = step.weight(name + "_W", 4 * n, x.width()).times(x);
    Value fromState = step.weight(name + "_U", 4 * n, n).times(h);
    return fromInput.plus(fromState).plus(step.vector(name + "_b", 4 * n)).chunk(4);
  }

  /// The sLSTM of xLSTM (Beck et al. 2024, arXiv:2405.04517): exponential gates, a normaliser, and
  /// a stabiliser that keeps them from overflow.
  static Cell slstm(int n) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value c = step.state("c", n);
      Value normaliser = step.state("n", n);
      Value m = step.state("m", n);
      List<Value> s = gates(step, "all", x, h, n);
      Value nextM = s.get(1).plus(m).max(s.get(0));
      Value i = s.get(0).minus(nextM).exp();
      Value f = s.get(1).plus(m).minus(nextM).exp();
      Value nextC = f.times(c).plus(i.times(s.get(2).tanh()));
      Value nextN = f.times(normaliser).plus(i);
      Value nextH = s.get(3).sigmoid().times(nextC.div(nextN));
      step.next("h", nextH);
      step.next("c", nextC);
      step.next("n", nextN);
      step.next("m", nextM);
      step.output(nextH);
    };
  }

  /// JANET (van der Westhuizen and Lasenby 2018, arXiv:1804.04849): only the forget gate is left.
  static Cell janet(int n) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value sums = step.weight("W", 2 * n, x.width()).times(x);
      sums = sums.plus(step.weight("U", 2 * n, n).times(h)).plus(step.vector("b", 2 * n));
      Value f = sums.chunk(2).get(0);
      Value candidate = sums.chunk(2).get(1).tanh();
      Value next = f.sigmoid().times(h).plus(f.minus(1.0).sigmoid().oneMinus().times(candidate));
      step.next("h", next);
      step.output(next);
    };
  }

  /// Legendre memory unit (Voelker, Kajić and Eliasmith 2019): the memory's matrices are given, by
  /// Euler's method with a step of 1.
  static Cell legendreMemory(int n, int order, double theta) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value m = step.state("m", order);
      Value u = step.weight("e_x", 1, x.width()).times(x);
      u = u.plus(step.weight("e_h", 1, n).times(h)).plus(step.weight("e_m", 1, order).times(m));
      Value kept = step.constantWeight(legendreA(order, theta)).times(m);
      Value nextM = kept.plus(step.constantWeight(legendreB(order, theta)).times(u));
      Value sum = step.weight("W_x", n, x.width()).times(x);
      sum = sum.plus(step.weight("W_h", n, n).times(h));
      Value nextH = sum.plus(step.weight("W_m", n, order).times(nextM)).tanh();
      step.next("h", nextH);
      step.next("m", nextM);
      step.output(nextH);
    };
  }

  static Tensor legendreA(int order, double theta) {
    var a = new double[order * order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        double sign = i < j || (i - j) % 2 == 0 ? -1 : 1;
        a[i * order + j] = (i == j ? 1 : 0) + sign * (2 * i + 1) / theta;
      }
    }
    return Tensor.of(a, order, order);
  }

  static Tensor legendreB(int order, double theta) {
    var b = new double[order];
    for (int i = 0; i < order; i++) {
      b[i] = (i % 2 == 0 ? 1 : -1) * (2 * i + 1) / theta;
    }
    return Tensor.of(b, order, 1);
  }

  /// Uses what the others leave out: a softmax over a row, the larger and the smaller one.
  static Cell selecting(int n) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", n);
      Value e = step.weight("W", n, x.width()).times(x).plus(h.div(2.0)).exp();
      Value share = e.div(e.sum().expand(n));
      Value scale = step.constantVector(Tensor.of(new double[] {0.5, -2, 1}, n));
      Value next = share.times(scale).max(h.neg()).min(h.plus(0.75));
      step.next("h", next);
      step.output(share);
    };
  }
}
