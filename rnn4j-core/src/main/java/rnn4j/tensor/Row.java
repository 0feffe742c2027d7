package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// One row of a tensor: all of its last dimension. Sums over a row run in double precision.
record Row(Data data, int offset, int lanes) {

  static Row of(Tensor tensor, int offset) {
    return new Row(tensor.data(), offset, tensor.size(-1));
  }

  void set(Op op, double alpha, double beta, Row x, Row y) {
    Register first = x.register();
    ChosenKernels.of(data).apply(op, alpha, beta, 1, lanes, register(), first, y.register(), first);
  }

  private Register register() {
    return new Register(data, offset, 0);
  }

  double get(int lane) {
    return data.get(offset + lane);
  }

  void set(int lane, double value) {
    data.set(offset + lane, value);
  }

  double max() {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < lanes; i++) {
      max = Math.max(max, get(i));
    }
    return max;
  }

  double sum() {
    double sum = 0;
    for (int i = 0; i < lanes; i++) {
      sum += get(i);
    }
    return sum;
  }

  double dot(Row other) {
    double sum = 0;
    for (int i = 0; i < lanes; i++) {
      sum = Math.fma(get(i), other.get(i), sum);
    }
    return sum;
  }
}
