package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a step of the backward pass begins and ends with: gradients come from the step after it,
/// and go to the step before. Such an instruction becomes a part of the body of a stage, and so of
/// its loops, where that changes nothing.
final class StepEdges {
  private final List<BackwardStage> stages;

  /// @param stages whose bodies instructions are put into
  StepEdges(List<BackwardStage> stages) {
    this.stages = stages;
  }

  /// Puts each instruction before the body of the first stage that uses what it writes.
  ///
  /// @return those that must be run before all stages instead
  List<Instruction> begin(List<Instruction> instructions) {
    List<Instruction> before = new ArrayList<>();
    for (Instruction instruction : instructions.reversed()) {
      Slot written = instruction.d();
      int[] users = users(written);
      if (users.length > 0 && usesOnlyWhole(users[0], written)) {
        stages.get(users[0]).body().addFirst(instruction);
      } else {
        before.addFirst(instruction);
      }
    }
    return before;
  }

  /// Puts each instruction after the body of the last stage that uses what it reads.
  ///
  /// @return those that must be run after all stages instead
  List<Instruction> end(List<Instruction> instructions) {
    List<Instruction> after = new ArrayList<>();
    for (Instruction instruction : instructions) {
      Slot read = instruction.x();
      Slot written = instruction.d();
      int last = IntStream.of(users(read)).max().orElse(-1);
      if (last >= 0
          && usesOnlyWhole(last, read)
          && afterBody(stages.get(last)).noneMatch(slot -> isBeside(slot, read))
          && usesOnlyWhole(last, written)
          && IntStream.of(users(written)).allMatch(user -> user <= last)) {
        stages.get(last).body().add(instruction);
      } else {
        after.add(instruction);
      }
    }
    return after;
  }

  /// Returns the stages that use a value or parts of it.
  private int[] users(Slot slot) {
    return IntStream.range(0, stages.size())
        .filter(i ->
            Stream.concat(body(stages.get(i)), afterBody(stages.get(i)))
                .anyMatch(used -> isBeside(used, slot)))
        .toArray();
  }

  /// Returns whether the body of a stage can do something to a value element by element: it uses
  /// all of it or nothing.
  private boolean usesOnlyWhole(int number, Slot slot) {
    BackwardStage stage = stages.get(number);
    return stage.width() == slot.width()
        && body(stage).filter(used -> isBeside(used, slot)).allMatch(slot::equals);
  }

  private static boolean isBeside(Slot one, Slot other) {
    return one.storage().equals(other.storage());
  }

  private static Stream<Slot> body(BackwardStage stage) {
    return stage.body().stream()
        .flatMap(instruction ->
            Stream.concat(Stream.of(instruction.d()), instruction.operands().stream()));
  }

  private static Stream<Slot> afterBody(BackwardStage stage) {
    return Stream.concat(
        stage.products().stream().map(BackwardStage.Product::target),
        stage.norms().stream().flatMap(norm -> Stream.of(norm.gradient(), norm.target())));
  }
}
