package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.pass.Memory.Rows;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.BackwardProgram;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.threads.Workers;

/// The gradient of the input: what the steps add to it, and, for all rows of a window at once, the
/// products of the gradients of sums with the weights of the input.
final class InputGradient {
  /// Rows that are worked on together. With 1500 units all 3200 rows at once took 1.13 times as
  /// long.
  private static final int ROWS = 384;

  private final Kernels kernels;
  private final Memory memory;
  private final long work;
  private final Storage target;
  private final List<Product> products = new ArrayList<>();

  private record Product(Storage gradient, List<Packed> weight, Slot target) {}

  /// @param input what the gradient belongs to
  /// @param rows of it
  InputGradient(Program program, BackwardWeights weights, Memory memory, Data input, int rows) {
    ForwardProgram forward = program.forward();
    BackwardProgram backward = program.backward();
    this.kernels = weights.kernels();
    this.memory = memory;
    this.work = forward.work();
    this.target = target(backward, memory, input, rows, forward.inputSize());
    for (Affine affine : forward.affines()) {
      for (Term term : affine.terms()) {
        Slot source = term.source();
        if (source.storage().kind == Kind.INPUT) {
          List<Packed> weight = weights.of(affine, term);
          var part = new Slot(target, source.column(), source.width());
          products.add(new Product(backward.gradientOf(affine), weight, part));
        }
      }
    }
  }

  /// Returns where the gradient is: zeros, to which steps may add.
  private static Storage target(
      BackwardProgram backward, Memory memory, Data input, int rows, int width) {
    for (Storage storage : backward.storages()) {
      if (storage.kind == Kind.GRAD_INPUT) {
        return storage;
      }
    }
    var storage = new Storage(0, Kind.GRAD_INPUT, width, 0);
    memory.put(storage, Memory.zeros(input, rows, width), Rows.ALL);
    return storage;
  }

  /// Adds the products of a window.
  void add(BackwardWindow window) {
    int parts = Workers.parts(window.rows(), window.rows() * work);
    for (Product product : products) {
      Workers.run(
          parts,
          part ->
              add(
                  product,
                  window.row(),
                  window.row() + Workers.start(window.rows(), parts, part),
                  window.row() + Workers.start(window.rows(), parts, part + 1)));
    }
  }

  /// Adds products with the rows `[from, to)`, some at a time.
  private void add(Product product, int window, int from, int to) {
    Products bound = Products.of(product.gradient, product.weight, product.target, kernels, memory);
    for (int row = from; row < to; row += ROWS) {
      bound.moveTo(0, row, window);
      bound.run(Math.min(ROWS, to - row));
    }
  }

  /// Returns the gradient, `(rows, inputSize)`.
  Data data() {
    return memory.get(target).data();
  }
}
