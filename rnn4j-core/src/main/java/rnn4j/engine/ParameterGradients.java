package rnn4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.BackwardProgram.VectorGradient;
import rnn4j.engine.Memory.Block;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.Workers;

/// The gradients of a program's parameters: sums over the rows that backward passes saved, one pass
/// after another. Threads share the elements of the results, never the terms of a sum.
final class ParameterGradients {
  private final Kernels kernels;
  private final List<Integer> lengths;
  private final Data like;
  private final List<Product> products = new ArrayList<>();
  private final List<Vector> vectors = new ArrayList<>();

  /// The gradient of a weight: gradients of sums times what the weight was multiplied with.
  ///
  /// @param sum transposed, `(columns, width)`
  private record Product(Affine affine, Term term, Storage gradient, Data sum) {}

  /// The gradients of vectors of parameters: gradients as they are.
  ///
  /// @param parts parameters that get a part of the sum
  private record Vector(Storage gradient, List<Part> parts, Data sum) {}

  private record Part(int parameter, int to, int from, int length) {}

  /// Starts sums of zero.
  ///
  /// @param lengths of the parameters
  /// @param wanted whether the gradient of a parameter is wanted
  /// @param like data of the element type
  ParameterGradients(Program program, List<Integer> lengths, List<Boolean> wanted, Data like) {
    this.kernels = like.kernels();
    this.lengths = lengths;
    this.like = like;
    BackwardProgram backward = program.backward();
    for (Affine affine : program.forward().affines()) {
      Storage gradient = backward.gradientOf(affine);
      for (Term term : affine.terms()) {
        if (wanted.get(term.parameter())) {
          Data sum = Memory.zeros(like, term.source().width(), affine.width());
          products.add(new Product(affine, term, gradient, sum));
        }
      }
      List<Part> parts = new ArrayList<>();
      for (int g = 0; g < affine.gates(); g++) {
        for (Affine.Bias bias : affine.biases().get(g)) {
          parts.add(new Part(bias.parameter(), bias.from(), g * affine.units(), affine.units()));
        }
      }
      addVector(gradient, parts, wanted);
    }
    for (VectorGradient vector : backward.vectors()) {
      var whole = new Part(vector.parameter(), vector.from(), 0, vector.rows().width);
      addVector(vector.rows(), List.of(whole), wanted);
    }
  }

  private void addVector(Storage gradient, List<Part> parts, List<Boolean> wanted) {
    List<Part> kept = parts.stream().filter(part -> wanted.get(part.parameter)).toList();
    if (!kept.isEmpty()) {
      vectors.add(new Vector(gradient, kept, like.zeros(gradient.width)));
    }
  }

  /// Adds what the rows of a pass add.
  ///
  /// @param memory of the pass, backward pass included
  /// @param order which rows, in the order in which they are summed
  void add(Memory memory, int[] order) {
    products.forEach(product -> add(product, memory, order));
    vectors.forEach(vector -> add(vector, memory, order));
  }

  private void add(Product product, Memory memory, int[] order) {
    int columns = product.term.source().width();
    int width = product.affine.width();
    Block source = memory.get(product.term.source().storage());
    Block gradient = memory.get(product.gradient);
    int parts = Workers.parts(width, (long) order.length * columns * width);
    Workers.run(
        parts,
        part ->
            kernels.multiplyTransposed(
                order,
                columns,
                source.data(),
                product.term.source().column(),
                source.stride(),
                Workers.start(width, parts, part),
                Workers.start(width, parts, part + 1),
                gradient.data(),
                0,
                gradient.stride(),
                product.sum,
                0,
                width));
  }

  private void add(Vector vector, Memory memory, int[] order) {
    Block rows = memory.get(vector.gradient);
    int width = vector.gradient.width;
    Data one = like.zeros(1);
    one.set(0, 1);
    kernels.multiplyTransposed(
        order, 1, one, 0, 0, 0, width, rows.data(), 0, rows.stride(), vector.sum, 0, width);
  }

  /// Adds the sums to gradients of the parameters.
  ///
  /// @param gradients for each parameter the gradients of some sequences, or of all together, one
  ///   after another; null where none is wanted
  /// @param number which of them
  void addTo(List<@Nullable Data> gradients, int number) {
    for (Product product : products) {
      Data gradient = gradients.get(product.term.parameter());
      if (gradient != null) {
        addTo(gradient, number * lengths.get(product.term.parameter()), product);
      }
    }
    for (Vector vector : vectors) {
      for (Part part : vector.parts) {
        Data gradient = gradients.get(part.parameter);
        if (gradient != null) {
          int to = number * lengths.get(part.parameter) + part.to;
          var target = new Register(gradient, to, 0);
          var source = new Register(vector.sum, part.from, 0);
          kernels.apply(Op.ADD, 0, 0, 1, part.length, target, target, source, target);
        }
      }
    }
  }

  private void addTo(Data gradient, int start, Product product) {
    int columns = product.term.source().width();
    int width = product.affine.width();
    int parts = Workers.parts(width, (long) columns * width);
    Workers.run(
        parts,
        part -> {
          int from = Workers.start(width, parts, part);
          int to = Workers.start(width, parts, part + 1);
          int at = start + (product.term.from() + from) * columns;
          kernels.addTransposed(
              columns, to - from, product.sum, from, width, gradient, at, columns);
        });
  }
}
