package rnn4j.engine.pass;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Memory.Block;
import rnn4j.engine.pass.Memory.Rows;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.BackwardProgram;
import rnn4j.engine.program.BackwardStage;
import rnn4j.engine.program.BackwardStage.Product;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.threads.Workers;

/// Scans a program backward over time, after a [ForwardPass] that saved its values.
///
/// The batch is divided among threads as in the forward pass. After each [BackwardWindow] come the
/// gradient of its input and what it adds to those of the parameters, see [ParameterGradients].
public final class BackwardPass {
  private final ForwardProgram forward;
  private final BackwardProgram program;
  private final BackwardBodies bodies;
  private final BackwardWeights weights;
  private final Kernels kernels;
  private final Steps steps;
  private final boolean reverse;
  private final int batch;
  private final Memory memory;
  private final List<BackwardWindow> windows;
  private final @Nullable InputGradient gradInput;
  private final Map<Product, List<Packed>> packed = new HashMap<>();

  /// @param memory of the forward pass; gradients are added to it
  /// @param gradOutput `(rows, outputSize)`
  /// @param stateGradients `(batch, size)` each: of the final states; overwritten with those of the
  ///   initial states
  /// @param inputWanted whether the gradient of the input is
  /// @param atATime rows of a window, see [BackwardWindow#of]
  public BackwardPass(
      Bodies bodies,
      BackwardWeights weights,
      Memory memory,
      Data input,
      Steps steps,
      boolean reverse,
      int batch,
      Data gradOutput,
      List<Data> stateGradients,
      boolean inputWanted,
      int atATime) {
    Program whole = bodies.program();
    this.forward = whole.forward();
    this.program = whole.backward();
    this.weights = weights;
    this.kernels = weights.kernels();
    this.bodies = bodies.backward(kernels);
    this.memory = memory;
    this.steps = steps;
    this.reverse = reverse;
    this.batch = batch;
    this.windows = BackwardWindow.of(steps, reverse, atATime);
    int rows = BackwardWindow.most(windows);
    for (Storage storage : program.storages()) {
      switch (storage.kind) {
        case GRAD_OUTPUT -> memory.put(storage, gradOutput, Rows.ALL);
        case GRAD_NEXT -> memory.put(storage, stateGradients.get(storage.index), Rows.SEQUENCES);
        case GRAD_INPUT ->
            memory.put(storage, Memory.zeros(input, steps.rows(), storage.width), Rows.ALL);
        default -> {
          if (BackwardProgram.isForWindow(storage)) {
            memory.allocate(storage, input, rows, Rows.WINDOW);
          } else {
            memory.allocate(storage, input, batch, Rows.SEQUENCES);
          }
        }
      }
    }
    this.gradInput =
        inputWanted ? new InputGradient(whole, weights, memory, input, steps.rows()) : null;
  }

  /// Takes the gradients back through all steps.
  ///
  /// @param finished takes windows whose gradients are in memory, the last steps first
  public void run(Consumer<BackwardWindow> finished) {
    for (BackwardStage stage : program.stages()) {
      for (Product product : stage.products()) {
        packed.put(product, weights.of(product.affine(), product.term()));
      }
    }
    int parts = Workers.parts(batch, 2L * steps.rows() * forward.work());
    var bound = new @Nullable Part[parts];
    for (BackwardWindow window : windows) {
      Workers.run(
          parts,
          part -> {
            if (bound[part] == null) {
              bound[part] =
                  new Part(steps.start(batch, parts, part), steps.start(batch, parts, part + 1));
            }
            bound[part].run(window);
          });
      if (gradInput != null) {
        gradInput.add(window);
      }
      finished.accept(window);
    }
  }

  /// Returns the gradient of the input, `(rows, inputSize)`, null if it isn't wanted.
  public @Nullable Data inputGradient() {
    return gradInput == null ? null : gradInput.data();
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

    void run(BackwardWindow window) {
      for (int s = window.end() - 1; s >= window.first(); s--) {
        int t = steps.time(reverse, s);
        int rows = Math.min(to, steps.batchSize(t)) - from;
        if (rows > 0) {
          step(rows, steps.offset(t) + from, window.row());
        }
      }
    }

    /// @param row number of the first sequence's row among all rows
    private void step(int rows, int row, int window) {
      for (Slot slot : program.zeros()) {
        Block block = memory.get(slot.storage());
        int offset = block.offset(from, row, window) + slot.column();
        if (slot.width() == slot.storage().width) {
          block.data().fill(offset, (rows - 1) * block.stride() + slot.width(), 0);
        } else {
          for (int r = 0; r < rows; r++) {
            block.data().fill(offset + r * block.stride(), slot.width(), 0);
          }
        }
      }
      start.forEach(instructions -> instructions.run(rows, from, row, window));
      for (BoundStage stage : stages) {
        stage.body.run(rows, from, row, window);
        for (Products products : stage.products) {
          products.moveTo(from, row, window);
          products.run(rows);
        }
        stage.norms.run(rows, from, row, window);
      }
      handedBack.run(rows, from, row, window);
    }
  }
}
