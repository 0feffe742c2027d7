package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Memory.Block;
import rnn4j.engine.pass.Memory.Rows;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Stage;
import rnn4j.engine.program.Storage;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.threads.Team;
import rnn4j.threads.Workers;

/// Scans a program forward over time.
///
/// The batch is divided among threads; each takes its sequences through all steps and meets no
/// other. Where the batch is too small to be divided, or weights are too many to be read by each
/// thread, threads share the units of every step, and meet twice a step. There, what the input
/// contributes to sums of products is computed for a window of many steps at once.
public final class ForwardPass {
  private final ForwardProgram program;
  private final ForwardBodies bodies;
  private final PackedWeights weights;
  private final Kernels kernels;
  private final Steps steps;
  private final boolean reverse;
  private final int batch;
  private final PassPlan plan;
  private final Memory memory = new Memory();
  private final List<Data> states;
  private final List<Data> given;
  private final Data output;

  /// @param bodies of the program, for these kernels and training or not
  /// @param input `(rows, inputSize)`
  /// @param states `(batch, size)` each; overwritten with the final states
  /// @param given `(rows, width)` or `(batch, width)` each
  /// @param training whether to save what the backward pass reads
  public ForwardPass(
      ForwardProgram program,
      ForwardBodies bodies,
      PackedWeights weights,
      Data input,
      Steps steps,
      boolean reverse,
      List<Data> states,
      List<Data> given,
      int batch,
      boolean training) {
    this.program = program;
    this.bodies = bodies;
    this.weights = weights;
    this.kernels = weights.kernels();
    this.steps = steps;
    this.reverse = reverse;
    this.states = states;
    this.given = given;
    this.batch = batch;
    this.plan = PassPlan.of(program, kernels, steps, batch, training);
    this.output = Memory.zeros(input, steps.rows(), program.output().width());
    for (Storage storage : program.storages()) {
      put(storage, input);
    }
    for (int s = 0; s < states.size(); s++) {
      memory.put(bodies.next().get(s), states.get(s), Rows.SEQUENCES);
    }
    memory.put(bodies.output(), output, Rows.ALL);
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
    } else if (plan.isGiven(storage)) {
      memory.put(storage, states.get(storage.index), Rows.SEQUENCES);
    } else {
      Rows rows = plan.rows(storage);
      memory.allocate(storage, input, plan.count(rows), rows);
    }
  }

  /// Returns the output of all steps, `(rows, outputSize)`.
  public Data output() {
    return output;
  }

  /// Returns the values of the pass: after training, all that the backward pass reads.
  public Memory memory() {
    return memory;
  }

  /// Runs all steps.
  public void run() {
    int parts = plan.parts();
    if (plan.shares() > 1) {
      runTogether(plan.shares());
      return;
    }
    Workers.run(
        parts,
        part -> {
          int from = steps.start(batch, parts, part);
          int to = steps.start(batch, parts, part + 1);
          new Part(from, to, Share.ALL).run();
        });
  }

  /// Runs window after window with threads that share every step. Before each it is seen anew
  /// whether there are processors for them.
  private void runTogether(int threads) {
    var alone = new Part(0, batch, Share.ALL);
    var parts = new @Nullable Part[threads];
    var window = new int[2];
    var team =
        new Team(
            threads,
            (part, barrier) -> {
              if (parts[part] == null) {
                parts[part] = new Part(0, batch, Share.of(part, barrier));
              }
              parts[part].run(window[0], window[1]);
            },
            () -> alone.run(window[0], window[1]),
            Team.Kind.MEETING);
    for (int first = 0; first < steps.seqLen(); first = window[1]) {
      window[0] = first;
      window[1] = alone.windowEnd(first);
      team.run();
    }
  }

  /// Returns a thread's share of the first step: to be run with how many sequences take part, as
  /// often as wanted, by one thread at a time. When all threads have done theirs,
  /// [#handingOnFirstStep] follows.
  IntConsumer firstStep(Share share) {
    var part = new Part(0, batch, share);
    return rows -> part.compute(rows, 0, 0);
  }

  /// Returns what hands on the results of the first step.
  IntConsumer handingOnFirstStep() {
    Copies results = handingOn();
    return rows -> results.run(rows, 0, 0, 0);
  }

  private Copies handingOn() {
    var results = new Copies(kernels, memory);
    bodies.after().forEach(results::add);
    return results;
  }

  /// A stage bound to memory.
  ///
  /// @param products of some sequences, computed block by block
  /// @param single those of one sequence, for which all blocks are computed at once: they stay in
  ///   the nearest cache anyway
  private record BoundStage(
      RowNorms norms, List<Products> products, @Nullable SingleRow single, Instructions body) {

    /// @param back whether the last block comes first
    void run(int rows, int sequence, int row, int window, Share share, boolean back) {
      if (!norms.isEmpty()) {
        if (share.isFirst()) {
          norms.run(rows, sequence, row, window);
        }
        share.meet();
      }
      int first = share.from(body.blocks());
      int last = share.to(body.blocks()) - 1;
      if (single != null) {
        single.run(sequence, row, window, back);
        body.run(rows, sequence, row, window, first, last + 1);
        return;
      }
      for (int i = 0; i < products.size(); i++) {
        products.get(i).moveTo(sequence, row, window);
      }
      for (int n = first; n <= last; n++) {
        int block = back ? first + last - n : n;
        for (int i = 0; i < products.size(); i++) {
          products.get(i).run(rows, block);
        }
        body.run(rows, sequence, row, window, block);
      }
    }
  }

  /// A thread's share of the sequences `[from, to)` of the batch.
  private final class Part {
    private final int from;
    private final int to;
    private final Share share;
    private final List<Products> early = new ArrayList<>();
    private final List<BoundStage> stages = new ArrayList<>();
    private final Copies saved = new Copies(kernels, memory);
    private final Copies handedOn = handingOn();

    /// Whether the next step begins with the last block. Every other step does: where weights are
    /// larger than a cache, it then begins with those that the step before has read last, which are
    /// still there. Sequences of 256 units, batch 1, took 12 % less time so.
    private boolean back;

    Part(int from, int to, Share share) {
      this.from = from;
      this.to = to;
      this.share = share;
      boolean isSingle = to - from == 1;
      List<List<Products>> products = products(isSingle);
      for (int i = 0; i < program.stages().size(); i++) {
        stages.add(
            new BoundStage(
                RowNorms.forward(kernels, program.stages().get(i), memory),
                isSingle ? List.of() : products.get(i),
                isSingle ? new SingleRow(products.get(i), share) : null,
                new Instructions(kernels, bodies.of(i), memory)));
      }
      for (Storage storage : program.storages()) {
        if (storage.kind == Kind.STATE && memory.get(storage).rows() == Rows.ALL) {
          saved.add(state(storage.index), new Slot(storage, 0, storage.width));
        }
      }
    }

    /// Binds the products of each stage.
    ///
    /// @param soon whether those that read no value of the step come in the first stage
    private List<List<Products>> products(boolean soon) {
      List<List<Products>> all = new ArrayList<>();
      for (Stage stage : program.stages()) {
        all.add(new ArrayList<>());
        for (Affine affine : stage.affines()) {
          bind(affine, soon && isGiven(affine) ? all.getFirst() : all.getLast());
        }
      }
      return all;
    }

    private static boolean isGiven(Affine affine) {
      return affine.terms().stream().allMatch(term -> term.source().storage().kind != Kind.VALUE);
    }

    private Block state(int index) {
      return new Block(states.get(index), program.stateSizes().get(index), Rows.SEQUENCES);
    }

    /// Binds the products of a group. If input is ahead, those with the input are apart.
    private void bind(Affine affine, List<Products> products) {
      List<Term> terms = affine.terms();
      int inputs = 0;
      while (plan.isAhead() && inputs < terms.size() && isInput(terms.get(inputs))) {
        inputs++;
      }
      if (inputs > 0) {
        early.add(Products.of(affine, terms.subList(0, inputs), weights, memory));
      }
      if (inputs < terms.size()) {
        products.add(Products.of(affine, terms.subList(inputs, terms.size()), weights, memory));
      }
    }

    void run() {
      for (int first = 0; first < steps.seqLen(); first = windowEnd(first)) {
        run(first, windowEnd(first));
      }
    }

    /// Returns the step after the last one of the window that begins with a step.
    int windowEnd(int first) {
      int end = first + 1;
      while (end < steps.seqLen() && rows(first, end) <= plan.windowRows()) {
        end++;
      }
      return end;
    }

    /// Runs the steps `first .. end - 1`, a window.
    void run(int first, int end) {
      int window = steps.offset(Math.min(time(first), time(end - 1)));
      for (Products products : early) {
        products.moveTo(from, window, window);
        products.run(rows(first, end - 1), share);
      }
      for (int s = first; s < end; s++) {
        int t = time(s);
        int rows = Math.min(to, steps.batchSize(t)) - from;
        if (rows > 0) {
          step(rows, steps.offset(t) + from, window);
        }
      }
    }

    /// Returns the time that is scanned as number `s`.
    private int time(int s) {
      return steps.time(reverse, s);
    }

    private int rows(int first, int last) {
      int low = Math.min(time(first), time(last));
      int high = Math.max(time(first), time(last));
      return steps.offset(high + 1) - steps.offset(low);
    }

    /// @param row number of the first sequence's row among all rows
    private void step(int rows, int row, int window) {
      if (share.isFirst()) {
        saved.run(rows, from, row, window);
      }
      // By now the first thread has handed on the results of the step before, too.
      share.meet();
      compute(rows, row, window);
      share.meet();
      if (share.isFirst()) {
        handedOn.run(rows, from, row, window);
      }
    }

    /// Computes a step, whose results are not handed on.
    void compute(int rows, int row, int window) {
      for (int i = 0; i < stages.size(); i++) {
        if (i > 0) {
          share.meet();
        }
        stages.get(i).run(rows, from, row, window, share, back);
      }
      back = !back;
    }

    private boolean isInput(Term term) {
      return term.source().storage().kind == Kind.INPUT;
    }
  }
}
