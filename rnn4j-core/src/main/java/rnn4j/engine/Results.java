package rnn4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import rnn4j.engine.Storage.Kind;
import rnn4j.kernel.Op;

/// How the results of a step, its output and new states, are handed on: each is copied, by the body
/// of the stage that computes it where that is safe, and otherwise after the step.
final class Results {
  private final ForwardProgram program;
  private final Map<Stage, List<Instruction>> during = new HashMap<>();
  private final List<Instruction> after = new ArrayList<>();

  /// @param output where the output goes
  /// @param states where the new states go
  /// @param isApart whether a state goes elsewhere than where the step reads it
  Results(
      ForwardProgram program, Storage output, List<Storage> states, Predicate<Storage> isApart) {
    this.program = program;
    for (int s = 0; s < states.size(); s++) {
      add(program.nextStates().get(s), states.get(s), isApart);
    }
    add(program.output(), output, _ -> true);
  }

  private void add(Slot from, Storage to, Predicate<Storage> isApart) {
    var copy = Instruction.of(Op.COPY, new Slot(to, 0, to.width), from);
    for (Stage stage : program.stages().reversed()) {
      if (stage.body().stream().anyMatch(instruction -> instruction.d().equals(from))) {
        boolean safe =
            program.storages().stream()
                .filter(storage -> storage.kind == Kind.STATE && storage.index == to.index)
                .allMatch(state -> isApart.test(state) || isReadBy(stage, state));
        (safe ? during.computeIfAbsent(stage, _ -> new ArrayList<>()) : after).add(copy);
        return;
      }
    }
    after.add(copy);
  }

  /// Returns whether nothing reads a state but the body of a stage, which reads all of it: then it
  /// may be overwritten element by element.
  private boolean isReadBy(Stage stage, Storage state) {
    return !program.readBeside(stage).contains(state)
        && stage.body().stream()
            .flatMap(instruction -> instruction.operands().stream())
            .filter(operand -> operand.storage().equals(state))
            .allMatch(operand -> operand.width() == state.width);
  }

  /// Returns the body of a stage, and what it copies.
  List<Instruction> body(Stage stage) {
    List<Instruction> body = new ArrayList<>(stage.body());
    body.addAll(during.getOrDefault(stage, List.of()));
    return body;
  }

  /// Returns what is copied after the step.
  List<Instruction> after() {
    return after;
  }
}
