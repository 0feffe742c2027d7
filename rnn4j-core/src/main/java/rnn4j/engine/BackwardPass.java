package rnn4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.BackwardStage.Product;
import rnn4j.engine.Memory.Block;
import rnn4j.engine.Memory.Rows;
import rnn4j.engine.Storage.Kind;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Workers;

/// Scans a program backward over time, after a [ForwardPass] that saved its values.
///
/// The batch is divided among threads as in the forward pass. The gradient of the input is computed
/// at the end, for all steps, and so are those of the parameters, see [ParameterGradients].
final class BackwardPass {
  /// Rows of the input's gradient that are worked on together. With 1500 units all 3200 rows at
  /// once took 1.13 times as long.
  private static final int ROWS = 384;

  private final ForwardProgram forward;
  private final BackwardProgram program;
  private final BackwardBodies bodies;
  private final PackedWeights weights;
  private final Kernels kernels;
  private final Steps steps;
  private final boolean reverse;
  private final int batch;
  private final Memory memory;
  private final Data input;
  private final Map<Product, List<Packed>> packed = new HashMap<>();

  /// @param memory of the forward pass; gradients are added to it
  /// @param gradOutput `(rows, outputSize)`
  /// @param stateGradients `(batch, size)` each: of the final states; overwritten with those of the
  ///   initial states
  BackwardPass(
      Program program,
      PackedWeights weights,
      Memory memory,
      Data input,
      Steps steps,
      boolean reverse,
      int batch,
      Data gradOutput,
      List<Data> stateGradients) {
    this.forward = program.forward();
    this.program = program.backward();
    this.weights = weights;
    this.kernels = weights.kernels();
    this.bodies = program.backwardBodies(kernels);
    this.memory = memory;
    this.input = input;
    this.steps = steps;
    this.reverse = reverse;
    this.batch = batch;
    for (Storage storage : this.program.storages()) {
      switch (storage.kind) {
        case GRAD_OUTPUT -> memory.put(storage, gradOutput, Rows.ALL);
        case GRAD_NEXT -> memory.put(storage, stateGradients.get(storage.index), Rows.SEQUENCES);
        case GRAD_INPUT ->
            memory.put(storage, Memory.zeros(input, steps.rows(), storage.width), Rows.ALL);
        default -> {
          boolean all = BackwardProgram.isForAllRows(storage);
          memory.allocate(
              storage, input, all ? steps.rows() : batch, all ? Rows.ALL : Rows.SEQUENCES);
        }
      }
    }
  }

  /// Takes steps that gradients have gone back through: those scanned as number `first .. end - 1`.
  interface Finished {
    void accept(int first, int end);
  }

  /// Takes the gradients back through all steps.
  ///
  /// @param rowsAtATime about how many rows the steps have that are handed over together, if one
  ///   thread computes
  /// @param finished takes steps whose gradients have arrived in memory, the last ones first
  void run(int rowsAtATime, Finished finished) {
    for (BackwardStage stage : program.stages()) {
      for (Product product : stage.products()) {
        packed.put(product, weights.backwardWeight(product.affine(), product.term()));
      }
    }
    if (Workers.isAlone()) {
      runAlone(rowsAtATime, finished);
    } else {
      runDivided();
      finished.accept(0, steps.seqLen());
    }
    packed.values().forEach(weight -> weight.forEach(Packed::release));
    packed.clear();
  }

  private void runDivided() {
    int parts = Workers.parts(batch, 2L * steps.rows() * forward.work());
    Workers.run(
        parts,
        part ->
            new Part(steps.start(batch, parts, part), steps.start(batch, parts, part + 1))
                .run(0, steps.seqLen()));
  }

  private void runAlone(int rowsAtATime, Finished finished) {
    var all = new Part(0, batch);
    for (int end = steps.seqLen(); end > 0; ) {
      int first = end - 1;
      int rows = steps.batchSize(steps.time(reverse, first));
      while (first > 0 && rows < rowsAtATime) {
        first--;
        rows += steps.batchSize(steps.time(reverse, first));
      }
      all.run(first, end);
      finished.accept(first, end);
      end = first;
    }
  }

  /// Returns the gradient of the input, `(rows, inputSize)`.
  Data inputGradient() {
    Storage target = inputGradientStorage();
    int rows = steps.rows();
    int parts = Workers.parts(rows, rows * forward.work());
    for (Affine affine : forward.affines()) {
      for (Term term : affine.terms()) {
        Slot source = term.source();
        if (source.storage().kind == Kind.INPUT) {
          List<Packed> weight = weights.backwardWeight(affine, term);
          var gradient = new Slot(target, source.column(), source.width());
          Workers.run(
              parts,
              part ->
                  addProduct(
                      Products.of(gradientOf(affine), weight, gradient, kernels, memory),
                      Workers.start(rows, parts, part),
                      Workers.start(rows, parts, part + 1)));
          weight.forEach(Packed::release);
        }
      }
    }
    return memory.get(target).data();
  }

  /// Runs products on the rows `[from, to)`, some at a time.
  private static void addProduct(Products products, int from, int to) {
    for (int row = from; row < to; row += ROWS) {
      products.moveTo(0, row, 0);
      products.run(Math.min(ROWS, to - row));
    }
  }

  /// Returns where the gradient of the input is: zeros, if the steps have added nothing to it.
  private Storage inputGradientStorage() {
    for (Storage storage : program.storages()) {
      if (storage.kind == Kind.GRAD_INPUT) {
        return storage;
      }
    }
    var storage = new Storage(0, Kind.GRAD_INPUT, forward.inputSize(), 0);
    memory.put(storage, Memory.zeros(input, steps.rows(), storage.width), Rows.ALL);
    return storage;
  }

  private Storage gradientOf(Affine affine) {
    return program.gradientOf(affine);
  }

  /// A stage bound to memory.
  private record BoundStage(Instructions body, List<Products> products, RowNorms norms) {}

  /// The sequences `[from, to)` of the batch.
  private final class Part {
    private final int from;
    private final int to;
    private final List<Instructions> start = new ArrayList<>();
    private final List<BoundStage> stages = new ArrayList<>();
    private final Copies handedBack = new Copies(kernels, memory);

    Part(int from, int to) {
      this.from = from;
      this.to = to;
      bodies.start().forEach(body -> start.add(new Instructions(kernels, body, memory)));
      for (int i = 0; i < program.stages().size(); i++) {
        BackwardStage stage = program.stages().get(i);
        stages.add(
            new BoundStage(
                new Instructions(kernels, bodies.stages().get(i), memory),
                stage.products().stream().map(this::bind).toList(),
                RowNorms.backward(kernels, stage.norms(), memory)));
      }
      program.end().forEach(handedBack::add);
    }

    private Products bind(Product product) {
      Affine affine = product.affine();
      List<Packed> weight = requireNonNull(packed.get(product));
      return Products.of(gradientOf(affine), weight, product.target(), kernels, memory);
    }

    void run(int first, int end) {
      for (int s = end - 1; s >= first; s--) {
        int t = steps.time(reverse, s);
        int rows = Math.min(to, steps.batchSize(t)) - from;
        if (rows > 0) {
          step(rows, steps.offset(t) + from);
        }
      }
    }

    private void step(int rows, int row) {
      for (Slot slot : program.zeros()) {
        Block block = memory.get(slot.storage());
        int offset = block.offset(from, row, 0) + slot.column();
        if (slot.width() == slot.storage().width) {
          block.data().fill(offset, (rows - 1) * block.stride() + slot.width(), 0);
        } else {
          for (int r = 0; r < rows; r++) {
            block.data().fill(offset + r * block.stride(), slot.width(), 0);
          }
        }
      }
      start.forEach(instructions -> instructions.run(rows, from, row, 0));
      for (BoundStage stage : stages) {
        stage.body.run(rows, from, row, 0);
        for (Products products : stage.products) {
          products.moveTo(from, row, 0);
          products.run(rows);
        }
        stage.norms.run(rows, from, row, 0);
      }
      handedBack.run(rows, from, row, 0);
    }
  }
}
