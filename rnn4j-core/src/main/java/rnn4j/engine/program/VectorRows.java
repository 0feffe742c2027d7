package rnn4j.engine.program;

import java.util.List;
import java.util.stream.Stream;
import rnn4j.engine.program.BackwardProgram.VectorGradient;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.kernel.Op;

/// Spares the rows of the gradient of a vector that are copies of another gradient, or products of
/// one with a value: these are summed up from where they lie at the end of the pass. So less is
/// written and read, mostly from memory.
final class VectorRows {
  private VectorRows() {}

  /// Returns a gradient that needs no rows of its own, if that is possible.
  ///
  /// @param vector with rows of its own
  /// @param stages in which these are written once; no longer afterwards
  /// @param storages among which they are; no longer afterwards
  static VectorGradient spare(
      VectorGradient vector, List<BackwardStage> stages, List<Storage> storages) {
    for (int i = 0; i < stages.size(); i++) {
      List<Instruction> body = stages.get(i).body();
      for (int k = 0; k < body.size(); k++) {
        Instruction writing = body.get(k);
        if (writing.d().equals(vector.gradient())) {
          Stream<Slot> later =
              Stream.of(
                      body.subList(k + 1, body.size()).stream().map(Instruction::d),
                      afterBody(stages.get(i)),
                      stages.subList(i + 1, stages.size()).stream().flatMap(VectorRows::written))
                  .flatMap(slots -> slots);
          if (isSparable(writing) && later.noneMatch(writing.x()::overlaps)) {
            body.remove(k);
            storages.remove(writing.d().storage());
            writing.x().storage().keep();
            return new VectorGradient(
                vector.parameter(),
                vector.from(),
                writing.x(),
                writing.op() == Op.MUL ? writing.y() : null);
          }
        }
      }
    }
    return vector;
  }

  /// Returns whether an instruction copies a gradient of its own step, or multiplies it by what has
  /// a row for each sequence at each step.
  private static boolean isSparable(Instruction writing) {
    Kind gradient = writing.x().storage().kind;
    boolean isOwn = gradient == Kind.GRAD_VALUE || gradient == Kind.GRAD_ROWS;
    return isOwn
        && switch (writing.op()) {
          case COPY -> true;
          case MUL ->
              switch (writing.y().storage().kind) {
                case INPUT, GIVEN_ROWS, STATE, VALUE -> true;
                default -> false;
              };
          default -> false;
        };
  }

  private static Stream<Slot> written(BackwardStage stage) {
    return Stream.concat(stage.body().stream().map(Instruction::d), afterBody(stage));
  }

  private static Stream<Slot> afterBody(BackwardStage stage) {
    return Stream.concat(
        stage.products().stream().map(BackwardStage.Product::target),
        stage.norms().stream().map(BackwardStage.NormGradient::target));
  }
}
