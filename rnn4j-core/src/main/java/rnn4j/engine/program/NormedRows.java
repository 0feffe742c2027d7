package rnn4j.engine.program;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Gradients of normalised rows and of what they are made of: where they need not begin with zeros.
///
/// Parts of a normalised row, such as gates, have shares in its gradient one by one. The first
/// share of a part is written, not added to zeros. It may then be a negative zero in place of a
/// positive one, which changes no bit of what [rnn4j.kernel.Kernels#addNormalizeGradient] makes of
/// it.
final class NormedRows {
  private final ForwardProgram program;

  /// The parts of each normalised row that have been given a share.
  private final Map<Storage, Parts> rows = new HashMap<>();

  private record Parts(Slot row, List<Slot> reached, List<Slot> first) {}

  NormedRows(ForwardProgram program) {
    this.program = program;
    for (Stage stage : program.stages()) {
      for (RowNorm norm : stage.norms()) {
        rows.put(norm.d().storage(), new Parts(norm.d(), new ArrayList<>(), new ArrayList<>()));
      }
    }
  }

  /// Returns whether a value is a normalised row or a part of one.
  boolean contains(Slot value) {
    return rows.containsKey(value.storage());
  }

  /// Notes that a product adds its share to the gradient of a value.
  void reach(Slot value) {
    if (contains(value)) {
      parts(value).reached.add(value);
    }
  }

  /// Returns whether a share in the gradient of a normalised row, or of a part of one, is the first
  /// that any of its elements gets.
  boolean isFirst(Slot value) {
    Parts parts = parts(value);
    boolean isFirst = parts.reached.stream().noneMatch(value::overlaps);
    parts.reached.add(value);
    if (isFirst) {
      parts.first.add(value);
    }
    return isFirst;
  }

  private Parts parts(Slot value) {
    return requireNonNull(rows.get(value.storage()));
  }

  /// Returns the normalised rows of which every element had a first share.
  List<Slot> complete() {
    return rows.values().stream()
        .filter(parts -> parts.first.stream().mapToInt(Slot::width).sum() == parts.row.width())
        .map(Parts::row)
        .toList();
  }

  /// Returns whether nothing but a normalisation reads what it normalises.
  boolean isReadAlone(RowNorm norm) {
    long readers =
        program.stages().stream().flatMap(NormedRows::reads).filter(norm.x()::overlaps).count();
    boolean isResult =
        Stream.concat(program.nextStates().stream(), Stream.of(program.output()))
            .anyMatch(norm.x()::overlaps);
    return readers == 1 && !isResult && norm.x().storage().kind == Storage.Kind.VALUE;
  }

  private static Stream<Slot> reads(Stage stage) {
    return Stream.of(
            stage.body().stream().flatMap(instruction -> instruction.operands().stream()),
            stage.affines().stream().flatMap(affine -> affine.terms().stream()).map(Term::source),
            stage.norms().stream().map(RowNorm::x))
        .flatMap(slots -> slots);
  }
}
