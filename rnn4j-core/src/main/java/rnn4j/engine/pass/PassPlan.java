package rnn4j.engine.pass;

import rnn4j.engine.pass.Memory.Rows;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Stage;
import rnn4j.engine.program.Storage;
import rnn4j.kernel.Kernels;
import rnn4j.threads.Workers;

/// How a forward pass is laid out for some steps of a batch: in how many parts threads take it,
/// whether products with the input are computed for many steps at once, and what memory it needs.
///
/// @param training whether what the backward pass reads is saved
/// @param parts parts of the batch, one a thread
/// @param shares threads that share the units of every step, where the batch is not divided
/// @param windowRows rows of the window in which products with the input are computed ahead; zero
///   if they are computed with the others
record PassPlan(
    ForwardProgram program,
    Steps steps,
    int batch,
    boolean training,
    int parts,
    int shares,
    int windowRows) {
  /// From this many sequences on, products of one step keep the processor busy.
  static final int MANY_SEQUENCES = 16;

  /// Rows of a window.
  private static final int WINDOW = 64;

  /// From this many weights on (16 MB) no cache keeps them from one step to the next, and reading
  /// them is what a step waits for, however many sequences it has. So they are read as seldom as
  /// possible: the input's once for a long window, and each by one thread only. 32 x 100 steps of
  /// 1500 units took 0.8 of the time so with one thread, 0.7 with two; of 512 units 1.05 and 1.1.
  static final long MANY_WEIGHTS = 4_000_000;

  /// Rows of a window with many weights.
  private static final int LONG_WINDOW = 512;

  /// Threads share a step if so many of it are enough work for two: meeting twice a step costs some
  /// tenths of a microsecond.
  private static final long MANY_STEPS = 80;

  static PassPlan of(
      ForwardProgram program, Kernels kernels, Steps steps, int batch, boolean training) {
    long work = steps.rows() * program.work();
    int parts = Workers.parts(batch, work);
    int shares = 1;
    boolean large = program.work() >= MANY_WEIGHTS;
    boolean readingCounts = large || batch < MANY_SEQUENCES;
    if (readingCounts && Workers.parts(2, MANY_STEPS * batch * program.work()) == 2) {
      // Each thread then reads its own part of the weights, and not all of them.
      int possible = Workers.parts(program.blocks(kernels), work);
      if (possible >= parts) {
        shares = possible;
        parts = 1;
      }
    }
    boolean ahead = parts == 1 && readingCounts && steps.seqLen() > 1;
    int window = Math.max(large ? LONG_WINDOW : WINDOW, batch);
    int windowRows = ahead ? Math.min(steps.rows(), window) : 0;
    return new PassPlan(program, steps, batch, training, parts, shares, windowRows);
  }

  /// Returns whether products with the input are computed for many steps at once.
  boolean isAhead() {
    return windowRows > 0;
  }

  /// Returns whether a storage is one that the pass is given: input, parameters, states.
  boolean isGiven(Storage storage) {
    return switch (storage.kind) {
      case INPUT, PARAMETER, GIVEN_ROWS, GIVEN_SEQUENCES -> true;
      case STATE -> !isSaved(storage);
      default -> false;
    };
  }

  private boolean isSaved(Storage storage) {
    return training && storage.saved();
  }

  /// Returns which rows a storage has that the pass gives memory to.
  Rows rows(Storage storage) {
    if (isSaved(storage)) {
      return Rows.ALL;
    }
    return isAhead() && startsFromInput(storage) ? Rows.WINDOW : Rows.SEQUENCES;
  }

  private boolean startsFromInput(Storage storage) {
    for (Stage stage : program.stages()) {
      for (Affine affine : stage.affines()) {
        if (affine.storage() == storage) {
          return affine.startsFromInput();
        }
      }
    }
    return false;
  }

  /// Returns how many rows these are.
  int count(Rows rows) {
    return switch (rows) {
      case ONE -> 1;
      case SEQUENCES -> batch;
      case ALL -> steps.rows();
      case WINDOW -> windowRows;
    };
  }

  /// Returns the elements of all memory that the pass allocates, output included.
  long elements() {
    long elements = (long) steps.rows() * program.output().width();
    for (Storage storage : program.storages()) {
      if (!isGiven(storage)) {
        elements += (long) count(rows(storage)) * Memory.width(storage);
      }
    }
    return elements;
  }
}
