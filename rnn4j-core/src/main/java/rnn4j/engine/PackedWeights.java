package rnn4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// A program's weights in the order in which the kernels read them in the forward pass.
final class PackedWeights {
  private final Kernels kernels;
  private final List<Data> parameters;
  private final Map<Affine, Data> biases = new HashMap<>();
  private final Map<Affine, List<Packed>> terms = new HashMap<>();

  /// @param parameters of the cell, weights `(rows, columns)` row-major
  PackedWeights(ForwardProgram program, Kernels kernels, List<Data> parameters) {
    this.kernels = kernels;
    this.parameters = parameters;
    for (Stage stage : program.stages()) {
      for (Affine affine : stage.affines()) {
        biases.put(affine, sumOfBiases(affine));
        terms.put(affine, affine.terms().stream().map(term -> pack(affine, term)).toList());
      }
    }
  }

  Kernels kernels() {
    return kernels;
  }

  Data parameter(int index) {
    return parameters.get(index);
  }

  /// Returns `affine.width()` elements, zeros if there is no bias.
  Data bias(Affine affine) {
    return requireNonNull(biases.get(affine));
  }

  /// Returns the weights of one term, `(source, gates * units)`.
  Packed weight(Affine affine, Term term) {
    return requireNonNull(terms.get(affine)).get(affine.terms().indexOf(term));
  }

  /// Returns the weights of one term as the backward pass multiplies them, `(gates * units,
  /// source)`.
  Packed backwardWeight(Affine affine, Term term) {
    int columns = term.source().width();
    return kernels.pack(
        parameter(term.parameter()),
        term.from() * columns,
        affine.width(),
        1,
        columns,
        columns,
        0,
        1);
  }

  private Packed pack(Affine affine, Term term) {
    int columns = term.source().width();
    return kernels.pack(
        parameter(term.parameter()),
        term.from() * columns,
        columns,
        affine.gates(),
        affine.units(),
        1,
        affine.units() * columns,
        columns);
  }

  private Data sumOfBiases(Affine affine) {
    Data sum = parameters.getFirst().zeros(affine.width());
    for (int g = 0; g < affine.gates(); g++) {
      var gate = new Register(sum, g * affine.units(), 0);
      for (Affine.Bias bias : affine.biases().get(g)) {
        var part = new Register(parameter(bias.parameter()), bias.from(), 0);
        kernels.apply(Op.ADD, 0, 0, 1, affine.units(), gate, gate, part, gate);
      }
    }
    return sum;
  }
}
