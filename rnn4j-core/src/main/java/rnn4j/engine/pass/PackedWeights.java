package rnn4j.engine.pass;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.WeightFormat;

/// A program's weights in the order in which the kernels read them in the forward pass.
public final class PackedWeights {
  private final Kernels kernels;
  private final List<@Nullable Data> parameters;
  private final WeightFormat format;
  private final Map<Affine, Data> biases;
  private final Map<Affine, List<Packed>> terms;

  /// Packs the weights of a program, for as long as its parameters stay what they are.
  ///
  /// @param parameters of the cell, weights `(rows, columns)` row-major
  public PackedWeights(ForwardProgram program, Kernels kernels, List<Data> parameters) {
    this(program, kernels, parameters, WeightFormat.FULL);
  }

  private PackedWeights(
      ForwardProgram program, Kernels kernels, List<Data> parameters, WeightFormat format) {
    this(kernels, List.copyOf(parameters), format, new HashMap<>(), new HashMap<>());
    for (Affine affine : program.affines()) {
      biases.put(affine, sumOfBiases(affine));
      terms.put(affine, affine.terms().stream().map(term -> pack(affine, term)).toList());
    }
  }

  private PackedWeights(
      Kernels kernels,
      List<@Nullable Data> parameters,
      WeightFormat format,
      Map<Affine, Data> biases,
      Map<Affine, List<Packed>> terms) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.format = format;
    this.biases = biases;
    this.terms = terms;
  }

  /// Packs the weights of a program for as long as one likes: later changes of the parameters do
  /// not reach them. Parameters that only products read are not kept beside.
  ///
  /// @param format in which the weights are kept
  public static PackedWeights frozen(
      ForwardProgram program, Kernels kernels, List<Data> parameters, WeightFormat format) {
    var packed = new PackedWeights(program, kernels, parameters, format);
    List<@Nullable Data> kept = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p++) {
      kept.add(program.readsPointwise(p) ? parameters.get(p).copy() : null);
    }
    return new PackedWeights(kernels, kept, format, packed.biases, packed.terms);
  }

  /// Returns the kernels that packed them.
  public Kernels kernels() {
    return kernels;
  }

  Data parameter(int index) {
    return requireNonNull(parameters.get(index));
  }

  /// Returns `affine.width()` elements, zeros if there is no bias.
  Data bias(Affine affine) {
    return requireNonNull(biases.get(affine));
  }

  /// Returns the weights of one term, `(source, gates * units)`.
  Packed weight(Affine affine, Term term) {
    return requireNonNull(terms.get(affine)).get(affine.terms().indexOf(term));
  }

  /// Gives the memory of the weights to others. No pass may be begun with them any more.
  public void release() {
    terms.values().forEach(weights -> weights.forEach(Packed::release));
    terms.clear();
  }

  private Packed pack(Affine affine, Term term) {
    int columns = term.source().width();
    return kernels.pack(
        format,
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
    Data sum = parameter(0).zeros(affine.width());
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
