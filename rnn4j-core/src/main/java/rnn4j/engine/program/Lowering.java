package rnn4j.engine.program;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.kernel.Op;

/// Turns equations into a program: sums of products become [Affine] groups, whatever else is added
/// to them follows as fused multiply-adds, and every value is given a stage and a place.
final class Lowering {
  private final int inputSize;
  private final List<Expr> nextStates;
  private final Expr output;

  private final IdentityHashMap<Expr, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Expr, Sum> sums = new IdentityHashMap<>();
  private final Set<Expr> searched = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Sum> found = new ArrayList<>();
  private final IdentityHashMap<Expr, Slot> slots = new IdentityHashMap<>();
  private final IdentityHashMap<Sum, Slot> gates = new IdentityHashMap<>();
  private final IdentityHashMap<Expr.Norm, RowNorm> norms = new IdentityHashMap<>();
  private final IdentityHashMap<Slot, Integer> levels = new IdentityHashMap<>();
  private final List<Storage> storages = new ArrayList<>();
  private final Map<Given, Storage> given = new HashMap<>();
  private final Map<StageKey, Stage> stages =
      new TreeMap<>(Comparator.comparingInt(StageKey::level).thenComparingInt(StageKey::width));

  private record StageKey(int level, int width) {}

  private record Given(Kind kind, int index) {}

  Lowering(int inputSize, List<Expr> nextStates, Expr output) {
    this.inputSize = inputSize;
    this.nextStates = nextStates;
    this.output = output;
  }

  ForwardProgram program() {
    nextStates.forEach(this::countUses);
    countUses(output);
    nextStates.forEach(this::findSums);
    findSums(output);
    List<Slot> next = nextStates.stream().map(this::computed).toList();
    Slot out = computed(output);
    return new ForwardProgram(
        inputSize,
        nextStates.stream().map(Expr::width).toList(),
        List.copyOf(storages),
        List.copyOf(stages.values()),
        next,
        out);
  }

  private void countUses(Expr expr) {
    if (uses.merge(expr, 1, Integer::sum) == 1) {
      switch (expr) {
        case Expr.Apply apply -> apply.operands().forEach(this::countUses);
        case Expr.Linear linear -> countUses(linear.source());
        case Expr.View view -> countUses(view.source());
        case Expr.Norm norm -> countUses(norm.source());
        case Expr.NormTangent tangent -> {
          countUses(tangent.norm());
          countUses(tangent.change());
        }
        case Expr.Input _, Expr.State _, Expr.Given _, Expr.Vector _ -> {}
      }
    }
  }

  private int uses(Expr expr) {
    return uses.getOrDefault(expr, 0);
  }

  /// Finds all sums of products before any is given a place, since gates that stand side by side
  /// get theirs together.
  private void findSums(Expr expr) {
    if (!searched.add(expr)) {
      return;
    }
    switch (expr) {
      case Expr.Apply apply when apply.op() != Op.ADD -> apply.operands().forEach(this::findSums);
      case Expr.Apply _, Expr.Linear _ -> {
        Sum sum = Sum.of(expr, uses);
        sums.put(expr, sum);
        found.add(sum);
        sum.products.forEach(product -> findSums(product.source()));
        sum.others.forEach(this::findSums);
      }
      case Expr.Norm norm -> findSums(norm.source());
      case Expr.NormTangent tangent -> {
        findSums(tangent.norm());
        findSums(tangent.change());
      }
      case Expr.View view -> findSums(view.source());
      case Expr.Input _, Expr.State _, Expr.Given _, Expr.Vector _ -> {}
    }
  }

  /// Returns the slot of a result of the step, which must be one that the step computes.
  private Slot computed(Expr expr) {
    Slot slot = slot(expr);
    return slot.storage().kind == Kind.VALUE ? slot : copy(slot);
  }

  private Slot copy(Slot slot) {
    Slot copy = value(slot.width(), level(slot));
    emit(Instruction.of(Op.COPY, copy, slot));
    return copy;
  }

  private Slot slot(Expr expr) {
    Slot known = slots.get(expr);
    if (known != null) {
      return known;
    }
    Slot slot =
        switch (expr) {
          case Expr.Input input -> new Slot(given(Kind.INPUT, 0, input.width()), 0, input.width());
          case Expr.State state ->
              new Slot(given(Kind.STATE, state.index(), state.width()), 0, state.width());
          case Expr.Given given ->
              new Slot(
                  given(
                      given.perStep() ? Kind.GIVEN_ROWS : Kind.GIVEN_SEQUENCES,
                      given.index(),
                      given.width()),
                  0,
                  given.width());
          case Expr.Vector vector ->
              new Slot(
                  given(Kind.PARAMETER, vector.parameter(), vector.width()),
                  vector.from(),
                  vector.width());
          case Expr.View view -> view(view);
          case Expr.Norm norm -> norm(norm);
          case Expr.NormTangent tangent -> tangent(tangent);
          case Expr.Linear linear -> sum(linear);
          case Expr.Apply apply when apply.op() == Op.ADD -> sum(apply);
          case Expr.Apply apply -> apply(apply);
        };
    slots.put(expr, slot);
    return slot;
  }

  private Storage given(Kind kind, int index, int width) {
    return given.computeIfAbsent(
        new Given(kind, index), _ -> storage(size -> new Storage(size, kind, width, index)));
  }

  private Storage storage(Function<Integer, Storage> create) {
    Storage storage = create.apply(storages.size());
    storages.add(storage);
    return storage;
  }

  private Slot value(int width, int level) {
    Slot slot = new Slot(storage(size -> new Storage(size, Kind.VALUE, width, 0)), 0, width);
    levels.put(slot, level);
    return slot;
  }

  /// Returns a new value at the place of one that nothing else needs.
  private Slot inPlaceOf(Slot place, int level) {
    Slot slot = new Slot(place.storage(), place.column(), place.width());
    levels.put(slot, level);
    return slot;
  }

  private int level(Slot slot) {
    return levels.getOrDefault(slot, 0);
  }

  private void emit(Instruction instruction) {
    stage(level(instruction.d()), instruction.d().width()).body().add(instruction);
  }

  private Stage stage(int level, int width) {
    return stages.computeIfAbsent(
        new StageKey(level, width),
        _ ->
            new Stage(
                width, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
  }

  private Slot view(Expr.View view) {
    Slot whole = slot(view.source());
    Slot part = new Slot(whole.storage(), whole.column() + view.from(), view.width());
    levels.put(part, levelOfRow(whole));
    return part;
  }

  /// Returns the first level at which the whole row of a value is there.
  private int levelOfRow(Slot slot) {
    return slot.storage().kind == Kind.VALUE ? level(slot) + 1 : 0;
  }

  private Slot norm(Expr.Norm norm) {
    Slot x = rows(norm.source());
    int level = levelOfRow(x);
    Slot d = value(x.width(), level);
    var rowNorm = new RowNorm(d, x, value(1, level), norm.eps());
    stage(level, x.width()).norms().add(rowNorm);
    norms.put(norm, rowNorm);
    return d;
  }

  private Slot tangent(Expr.NormTangent tangent) {
    Slot normalised = slot(tangent.norm());
    Slot change = rows(tangent.change());
    int level = Math.max(level(normalised), levelOfRow(change));
    Slot d = value(change.width(), level);
    RowNorm norm = requireNonNull(norms.get(tangent.norm()));
    stage(level, change.width()).tangents().add(new RowNormTangent(norm, d, change));
    return d;
  }

  private Slot apply(Expr.Apply apply) {
    List<Slot> operands = apply.operands().stream().map(this::slot).toList();
    int level = operands.stream().mapToInt(this::level).max().orElseThrow();
    Slot x = operands.getFirst();
    Slot y = operands.size() > 1 ? operands.get(1) : x;
    Slot z = operands.size() > 2 ? operands.get(2) : x;
    boolean replaces =
        operands.size() == 1
            && x.storage().kind == Kind.VALUE
            && uses(apply.operands().getFirst()) == 1
            && sums.containsKey(apply.operands().getFirst())
            && !Slope.of(apply.op(), apply.alpha(), apply.beta()).getFirst().readsX();
    Slot d = replaces ? inPlaceOf(x, level) : value(x.width(), level);
    emit(new Instruction(apply.op(), apply.alpha(), apply.beta(), d, x, y, z));
    return d;
  }

  /// Returns the slot of a sum: products and biases first, then one term after another.
  private Slot sum(Expr expr) {
    Sum sum = sums.get(expr);
    if (sum == null) {
      throw new IllegalStateException("Lowering: a sum was not found before its place was asked");
    }
    List<Expr> others = sum.others;
    Slot total;
    boolean ours = true;
    if (!sum.products.isEmpty()) {
      total = gate(sum);
    } else {
      ours = isProduct(others.getFirst());
      total = ours ? apply((Expr.Apply) others.getFirst()) : slot(others.getFirst());
      others = others.subList(1, others.size());
    }
    for (Expr other : others) {
      Slot before = total;
      if (isProduct(other)) {
        List<Expr> factors = ((Expr.Apply) other).operands();
        Slot x = slot(factors.get(0));
        Slot y = slot(factors.get(1));
        total = after(before, ours, Math.max(level(x), level(y)));
        emit(Instruction.of(Op.FMA, total, x, y, before));
      } else {
        Slot added = slot(other);
        total = after(before, ours, level(added));
        emit(Instruction.of(Op.ADD, total, before, added));
      }
      ours = true;
    }
    return total;
  }

  /// Returns whether an expression is a product that only this sum needs, and so can be added to it
  /// in one rounding.
  private boolean isProduct(Expr expr) {
    return expr instanceof Expr.Apply apply && apply.op() == Op.MUL && uses(expr) == 1;
  }

  /// Returns the place of a sum with one more term: that of the sum before, if no one else reads
  /// it.
  private Slot after(Slot before, boolean ours, int otherLevel) {
    int level = Math.max(level(before), otherLevel);
    return ours ? inPlaceOf(before, level) : value(before.width(), level);
  }

  /// Returns the slot of a sum of products, and gives one to all gates that stand beside it.
  private Slot gate(Sum sum) {
    if (!gates.containsKey(sum)) {
      place(run(sum));
    }
    return requireNonNull(gates.get(sum));
  }

  /// Returns the gates whose rows follow one another in the weight matrices, this one among them.
  private List<Sum> run(Sum sum) {
    List<Sum> beside =
        found.stream()
            .filter(other -> !other.products.isEmpty() && !gates.containsKey(other))
            .filter(sum::besides)
            .sorted(Comparator.comparingInt(Sum::from))
            .toList();
    List<Sum> run = new ArrayList<>(List.of(sum));
    for (Sum other : beside) {
      if (other.from() == run.getLast().from() + sum.width()) {
        run.add(other);
      }
    }
    for (Sum other : beside.reversed()) {
      if (other.from() == run.getFirst().from() - sum.width()) {
        run.addFirst(other);
      }
    }
    return run;
  }

  /// Returns the place of a value whose rows are read as a whole. That of a vector of parameters
  /// has one row, and readers want one for each sequence.
  private Slot rows(Expr source) {
    Slot slot = slot(source);
    return slot.storage().kind == Kind.PARAMETER ? copy(slot) : slot;
  }

  private void place(List<Sum> run) {
    Sum first = run.getFirst();
    List<Term> terms =
        first.products.stream()
            .map(product -> new Term(product.parameter(), product.from(), rows(product.source())))
            .toList();
    int level = terms.stream().map(Term::source).mapToInt(this::levelOfRow).max().orElseThrow();
    List<List<Affine.Bias>> biases =
        run.stream()
            .map(sum ->
                sum.biases.stream()
                    .map(bias -> new Affine.Bias(bias.parameter(), bias.from()))
                    .toList())
            .toList();
    int units = first.width();
    Storage storage = storage(size -> new Storage(size, Kind.VALUE, run.size() * units, 0));
    var affine = new Affine(storage, units, biases, terms);
    stage(level, units).affines().add(affine);
    for (int g = 0; g < run.size(); g++) {
      Slot gate = affine.gate(g);
      levels.put(gate, level);
      gates.put(run.get(g), gate);
    }
  }
}
