package rnn4j.engine;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.Memory.Block;
import rnn4j.engine.Memory.Rows;
import rnn4j.engine.Storage.Kind;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.Workers;

/// Scans a program forward over time.
///
/// The batch is divided among threads; each takes its sequences through all steps and meets no
/// other. Where one thread has the whole batch, what the input contributes to sums of products is
/// computed for a window of many steps at once.
final class ForwardPass {
  /// Rows of a window, unless one step has more.
  private static final int WINDOW = 256;

  private final ForwardProgram program;
  private final PackedWeights weights;
  private final Kernels kernels;
  private final Steps steps;
  private final boolean reverse;
  private final boolean training;
  private final int batch;
  private final int parts;
  private final Memory memory = new Memory();
  private final List<Data> states;
  private final List<Data> given;
  private final Data output;

  /// @param input `(rows, inputSize)`
  /// @param states `(batch, size)` each; overwritten with the final states
  /// @param given `(rows, width)` or `(batch, width)` each
  /// @param training whether to save what the backward pass reads
  ForwardPass(
      ForwardProgram program,
      PackedWeights weights,
      Data input,
      Steps steps,
      boolean reverse,
      List<Data> states,
      List<Data> given,
      int batch,
      boolean training) {
    this.program = program;
    this.weights = weights;
    this.kernels = weights.kernels();
    this.steps = steps;
    this.reverse = reverse;
    this.training = training;
    this.states = states;
    this.given = given;
    this.batch = batch;
    this.parts = Workers.parts(batch, steps.rows() * program.work());
    this.output = input.zeros(steps.rows() * program.output().width());
    for (Storage storage : program.storages()) {
      put(storage, input);
    }
  }

  private void put(Storage storage, Data input) {
    if (storage.kind == Kind.INPUT) {
      memory.put(storage, input, Rows.ALL);
    } else if (storage.kind == Kind.PARAMETER) {
      memory.put(storage, weights.parameter(storage.index), Rows.ONE);
    } else if (storage.kind == Kind.GIVEN_ROWS) {
      memory.put(storage, given.get(storage.index), Rows.ALL);
    } else if (storage.kind == Kind.GIVEN_SEQUENCES) {
      memory.put(storage, given.get(storage.index), Rows.SEQUENCES);
    } else if (training && storage.saved()) {
      memory.put(storage, input.zeros(steps.rows() * storage.width), Rows.ALL);
    } else if (storage.kind == Kind.STATE) {
      memory.put(storage, states.get(storage.index), Rows.SEQUENCES);
    } else if (startsFromInput(storage)) {
      memory.put(storage, input.zeros(windowRows() * storage.width), Rows.WINDOW);
    } else {
      memory.put(storage, input.zeros(batch * storage.width), Rows.SEQUENCES);
    }
  }

  private boolean startsFromInput(Storage storage) {
    return program.affines().stream()
        .anyMatch(affine -> affine.storage() == storage && affine.startsFromInput());
  }

  private int windowRows() {
    return parts == 1 ? Math.min(steps.rows(), Math.max(WINDOW, batch)) : batch;
  }

  /// Returns the output of all steps, `(rows, outputSize)`.
  Data output() {
    return output;
  }

  /// Returns the values of the pass: after training, all that the backward pass reads.
  Memory memory() {
    return memory;
  }

  void run() {
    Workers.run(
        parts,
        part ->
            new Part(Workers.start(batch, parts, part), Workers.start(batch, parts, part + 1))
                .run());
  }

  /// The sequences `[from, to)` of the batch.
  private final class Part {
    private final int from;
    private final int to;
    private final List<RowNorms> norms = new ArrayList<>();
    private final List<Instructions> bodies = new ArrayList<>();

    Part(int from, int to) {
      this.from = from;
      this.to = to;
      for (Stage stage : program.stages()) {
        norms.add(RowNorms.forward(kernels, stage.norms(), memory));
        bodies.add(new Instructions(kernels, stage.width(), stage.body(), memory));
      }
    }

    void run() {
      int seqLen = steps.seqLen();
      int windowRows = windowRows();
      for (int first = 0; first < seqLen; ) {
        int last = first;
        while (parts == 1 && last + 1 < seqLen && rows(first, last + 1) <= windowRows) {
          last++;
        }
        int window = steps.offset(Math.min(time(first), time(last)));
        if (parts == 1) {
          startFromInput(rows(first, last), window, window);
        }
        for (int s = first; s <= last; s++) {
          step(time(s), window);
        }
        first = last + 1;
      }
    }

    /// Returns the time that is scanned as number `s`.
    private int time(int s) {
      return reverse ? steps.seqLen() - 1 - s : s;
    }

    private int rows(int first, int last) {
      int low = Math.min(time(first), time(last));
      int high = Math.max(time(first), time(last));
      return steps.offset(high + 1) - steps.offset(low);
    }

    private void step(int t, int window) {
      int rows = Math.min(to, steps.batchSize(t)) - from;
      if (rows <= 0) {
        return;
      }
      int row = steps.offset(t) + from;
      if (parts > 1) {
        startFromInput(rows, row, window);
      }
      saveStates(rows, row);
      for (int i = 0; i < bodies.size(); i++) {
        Stage stage = program.stages().get(i);
        Instructions body = bodies.get(i);
        norms.get(i).run(rows, from, row, window);
        for (int block = 0; block < body.blocks(); block++) {
          for (Affine affine : stage.affines()) {
            addProducts(affine, block, rows, row, window);
          }
          body.run(rows, from, row, window, block);
        }
      }
      handOn(rows, row, window);
    }

    /// Starts sums of products with their bias and what the input adds to them.
    private void startFromInput(int rows, int row, int window) {
      for (Stage stage : program.stages()) {
        for (Affine affine : stage.affines()) {
          if (affine.startsFromInput()) {
            startFromBias(affine, rows, row, window);
            for (int block = 0; block < kernels.blocks(affine.units()); block++) {
              for (int term = 0; term < affine.terms().size(); term++) {
                if (isInput(affine.terms().get(term))) {
                  addProduct(affine, term, block, rows, row, window);
                }
              }
            }
          }
        }
      }
    }

    private void addProducts(Affine affine, int block, int rows, int row, int window) {
      if (block == 0 && !affine.startsFromInput()) {
        startFromBias(affine, rows, row, window);
      }
      for (int term = 0; term < affine.terms().size(); term++) {
        if (!isInput(affine.terms().get(term))) {
          addProduct(affine, term, block, rows, row, window);
        }
      }
    }

    private boolean isInput(Term term) {
      return term.source().storage().kind == Kind.INPUT;
    }

    private void startFromBias(Affine affine, int rows, int row, int window) {
      Block sums = memory.get(affine.storage());
      int offset = sums.offset(from, row, window);
      Data bias = weights.bias(affine);
      if (bias == null) {
        sums.data().fill(offset, rows * affine.width(), 0);
      } else {
        var source = new Register(bias, 0, 0);
        var target = new Register(sums.data(), offset, affine.width());
        kernels.apply(Op.COPY, 0, 0, rows, affine.width(), target, source, source, source);
      }
    }

    private void addProduct(Affine affine, int term, int block, int rows, int row, int window) {
      Block sums = memory.get(affine.storage());
      Slot source = affine.terms().get(term).source();
      Block factors = memory.get(source.storage());
      kernels.multiply(
          rows,
          factors.data(),
          factors.offset(from, row, window) + source.column(),
          factors.stride(),
          weights.weight(affine, term),
          block,
          sums.data(),
          sums.offset(from, row, window),
          affine.width(),
          affine.units());
    }

    /// Keeps the states before the step, if the backward pass reads them.
    private void saveStates(int rows, int row) {
      for (Storage storage : program.storages()) {
        if (storage.kind == Kind.STATE) {
          Block block = memory.get(storage);
          if (block.rows() == Rows.ALL) {
            int width = storage.width;
            states.get(storage.index).copyTo(from * width, block.data(), row * width, rows * width);
          }
        }
      }
    }

    private void handOn(int rows, int row, int window) {
      for (int s = 0; s < states.size(); s++) {
        copyRows(program.nextStates().get(s), rows, row, window, states.get(s), from);
      }
      copyRows(program.output(), rows, row, window, output, row);
    }

    private void copyRows(Slot slot, int rows, int row, int window, Data target, int targetRow) {
      Block block = memory.get(slot.storage());
      int offset = block.offset(from, row, window) + slot.column();
      int width = slot.width();
      for (int r = 0; r < rows; r++) {
        block.data().copyTo(offset + r * block.stride(), target, (targetRow + r) * width, width);
      }
    }
  }
}
