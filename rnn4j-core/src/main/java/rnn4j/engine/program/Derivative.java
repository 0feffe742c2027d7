package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.engine.program.BackwardProgram.VectorGradient;
import rnn4j.engine.program.BackwardStage.NormGradient;
import rnn4j.engine.program.BackwardStage.Product;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.kernel.Op;

/// Derives the backward pass of a step from its program: the stages in reverse, each instruction
/// replaced by what it adds to the gradients of its operands.
///
/// Gradients belong to places. Where the forward pass overwrote a value that nothing else needed,
/// the backward pass overwrites its gradient in the same way. The first share of a gradient is
/// written, the others are added to it. Values of the forward pass that a derivative reads are
/// marked to be saved.
final class Derivative {
  private final ForwardProgram program;
  private final List<Storage> storages = new ArrayList<>();
  private final Map<Given, Storage> given = new HashMap<>();
  private final Map<Slot, Slot> gradients = new HashMap<>();
  private final Set<Slot> started = new HashSet<>();
  private final Map<Affine, Storage> affineGradients = new LinkedHashMap<>();
  private final List<VectorGradient> vectors = new ArrayList<>();
  private final NormedRows normed;

  /// Where instructions go at the moment.
  private List<Instruction> target = new ArrayList<>();

  private record Given(Kind kind, int index) {}

  /// One share of a gradient: `op(x, y)`.
  private record Share(Op op, double alpha, double beta, Slot x, Slot y) {
    static Share of(Slot x) {
      return new Share(Op.COPY, 0, 0, x, x);
    }
  }

  private Derivative(ForwardProgram program) {
    this.program = program;
    this.normed = new NormedRows(program);
  }

  static BackwardProgram of(ForwardProgram program) {
    return new Derivative(program).derive();
  }

  private BackwardProgram derive() {
    program.stages().forEach(this::placeGradients);
    List<Slot> zeros = zeros();
    List<Instruction> start = target;
    startResults();
    List<BackwardStage> stages = new ArrayList<>();
    for (Stage stage : program.stages().reversed()) {
      target = new ArrayList<>();
      stage.body().reversed().forEach(this::derive);
      stages.add(new BackwardStage(stage.width(), target, products(stage), norms(stage)));
    }
    normed.complete().forEach(row -> zeros.remove(gradient(row)));
    List<VectorGradient> sums =
        vectors.stream().map(vector -> VectorRows.spare(vector, stages, storages)).toList();
    var edges = new StepEdges(stages);
    List<Instruction> before = edges.begin(start);
    List<Instruction> after = edges.end(handBack());
    return new BackwardProgram(storages, zeros, before, stages, after, affineGradients, sums);
  }

  /// The gradients of the states before a step are those of the states after the step before.
  private List<Instruction> handBack() {
    List<Instruction> copies = new ArrayList<>();
    for (int s = 0; s < program.stateSizes().size(); s++) {
      int width = program.stateSizes().get(s);
      Slot next = whole(given(Kind.GRAD_NEXT, s, width));
      copies.add(Instruction.of(Op.COPY, next, whole(given(Kind.GRAD_STATE, s, width))));
    }
    return copies;
  }

  private void placeGradients(Stage stage) {
    for (Affine affine : stage.affines()) {
      Storage rows = storage(Kind.GRAD_ROWS, affine.width(), 0);
      affineGradients.put(affine, rows);
      for (int g = 0; g < affine.gates(); g++) {
        Slot gate = affine.gate(g);
        gradients.put(gate, new Slot(rows, gate.column(), gate.width()));
      }
    }
    for (RowNorm norm : stage.norms()) {
      Slot d = norm.d();
      gradients.put(d, whole(storage(Kind.GRAD_VALUE, d.width(), 0)));
    }
    for (Instruction instruction : stage.body()) {
      gradients.computeIfAbsent(
          instruction.d(), d -> whole(storage(Kind.GRAD_VALUE, d.width(), 0)));
    }
  }

  /// The gradients of the next states and of the output come from outside.
  private void startResults() {
    for (int s = 0; s < program.nextStates().size(); s++) {
      Slot next = program.nextStates().get(s);
      add(next, Share.of(whole(given(Kind.GRAD_NEXT, s, next.width()))));
    }
    Slot output = program.output();
    add(output, Share.of(whole(given(Kind.GRAD_OUTPUT, 0, output.width()))));
  }

  /// Products add to what is there, so what only they have reached so far must be zero.
  private List<Slot> zeros() {
    List<Slot> zeros = new ArrayList<>();
    for (int s = 0; s < program.stateSizes().size(); s++) {
      zeros.add(whole(given(Kind.GRAD_STATE, s, program.stateSizes().get(s))));
    }
    for (Stage stage : program.stages()) {
      for (Affine affine : stage.affines()) {
        for (Term term : affine.terms()) {
          addZero(term.source(), zeros);
          normed.reach(term.source());
        }
      }
      for (RowNorm norm : stage.norms()) {
        if (!normed.isReadAlone(norm)) {
          addZero(norm.x(), zeros);
        }
        addZero(norm.d(), zeros);
      }
    }
    return zeros;
  }

  private void addZero(Slot value, List<Slot> zeros) {
    if (value.storage().kind == Kind.VALUE && isWhole(value) && started.add(value)) {
      zeros.add(gradient(value));
    }
  }

  /// Returns whether a value is not a part of another.
  private boolean isWhole(Slot value) {
    return gradients.containsKey(value);
  }

  private List<NormGradient> norms(Stage stage) {
    List<NormGradient> norms = new ArrayList<>();
    for (RowNorm norm : stage.norms()) {
      norm.d().storage().save();
      norm.scale().storage().save();
      boolean starts = normed.isReadAlone(norm);
      norms.add(new NormGradient(norm, gradient(norm.d()), gradient(norm.x()), starts));
    }
    return norms;
  }

  private List<Product> products(Stage stage) {
    List<Product> products = new ArrayList<>();
    for (Affine affine : stage.affines()) {
      for (Term term : affine.terms()) {
        term.source().storage().save();
        if (term.source().storage().kind != Kind.INPUT) {
          products.add(new Product(affine, term, gradient(term.source())));
        }
      }
    }
    return products;
  }

  private void derive(Instruction i) {
    List<Slot> operands = List.of(i.x(), i.y(), i.z());
    List<Slope> slopes = Slope.of(i.op(), i.alpha(), i.beta());
    for (int n = 0; n < slopes.size(); n++) {
      add(operands.get(n), i.d(), share(slopes.get(n), i));
    }
  }

  /// Returns the gradient of an instruction's result times a slope.
  private Share share(Slope slope, Instruction i) {
    Share share = Share.of(gradient(i.d()));
    for (Slope.Factor factor : slope.factors()) {
      Slot value = share.op == Op.COPY ? share.x : temporary(share);
      Slot place =
          switch (factor.place()) {
            case NONE -> value;
            case X -> i.x();
            case Y -> i.y();
            case RESULT -> i.d();
          };
      share = new Share(factor.op(), factor.alpha(), factor.beta(), value, place);
    }
    return share;
  }

  /// Adds a share to the gradient of an operand of the instruction that computed `d`.
  private void add(Slot operand, Slot d, Share share) {
    if (!operand.equals(d)) {
      add(operand, share);
    } else if (share.op != Op.COPY) {
      write(gradient(operand), share);
    }
  }

  private void add(Slot operand, Share share) {
    switch (operand.storage().kind) {
      case GIVEN_ROWS, GIVEN_SEQUENCES -> {}
      case PARAMETER -> {
        Storage rows = storage(Kind.GRAD_ROWS, operand.width(), 0);
        vectors.add(
            new VectorGradient(operand.storage().index, operand.column(), whole(rows), null));
        write(whole(rows), share);
      }
      case VALUE -> {
        boolean first =
            normed.contains(operand)
                ? normed.isFirst(operand)
                : isWhole(operand) && started.add(operand);
        if (first) {
          write(gradient(operand), share);
        } else {
          accumulate(gradient(operand), share);
        }
      }
      default -> accumulate(gradient(operand), share);
    }
  }

  private void write(Slot gradient, Share share) {
    emit(share.op, share.alpha, share.beta, gradient, share.x, share.y, share.x);
  }

  private void accumulate(Slot gradient, Share share) {
    switch (share.op) {
      case COPY -> emit(Op.ADD, 0, 0, gradient, gradient, share.x, gradient);
      case MUL -> emit(Op.FMA, 0, 0, gradient, share.x, share.y, gradient);
      case SCALE -> emit(Op.SCALE_ADD, share.alpha, 0, gradient, share.x, gradient, share.x);
      default -> emit(Op.ADD, 0, 0, gradient, gradient, temporary(share), gradient);
    }
  }

  private Slot temporary(Share share) {
    Slot slot = whole(storage(Kind.GRAD_VALUE, share.x.width(), 0));
    write(slot, share);
    return slot;
  }

  private void emit(Op op, double alpha, double beta, Slot d, Slot x, Slot y, Slot z) {
    target.add(new Instruction(op, alpha, beta, d, x, y, z));
    for (Slot read : List.of(x, y, z)) {
      read.storage().save();
    }
  }

  /// Returns the place of a value's gradient.
  private Slot gradient(Slot value) {
    Storage storage = value.storage();
    return switch (storage.kind) {
      case INPUT ->
          new Slot(given(Kind.GRAD_INPUT, 0, storage.width), value.column(), value.width());
      case STATE ->
          new Slot(
              given(Kind.GRAD_STATE, storage.index, storage.width), value.column(), value.width());
      default -> {
        Slot gradient = gradients.get(value);
        yield gradient == null ? partOfGradient(value) : gradient;
      }
    };
  }

  /// Returns the place of the gradient of a part of a normalised row.
  private Slot partOfGradient(Slot part) {
    Slot whole = gradients.get(whole(part.storage()));
    if (whole == null) {
      throw new IllegalStateException("Derivative: a value has no place for its gradient");
    }
    return new Slot(whole.storage(), part.column(), part.width());
  }

  private Storage given(Kind kind, int index, int width) {
    Storage known = given.get(new Given(kind, index));
    if (known == null) {
      known = storage(kind, width, index);
      given.put(new Given(kind, index), known);
    }
    return known;
  }

  private Storage storage(Kind kind, int width, int index) {
    var storage = new Storage(program.storages().size() + storages.size(), kind, width, index);
    storages.add(storage);
    return storage;
  }

  private static Slot whole(Storage storage) {
    return new Slot(storage, 0, storage.width);
  }
}
