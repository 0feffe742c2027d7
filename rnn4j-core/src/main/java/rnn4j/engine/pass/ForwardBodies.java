package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.engine.program.Instruction;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.engine.program.Storage.Kind;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;

/// What a forward pass does pointwise. Worked out once for a program, since a call may have a
/// single step.
///
/// The results of a step, its output and new states, are copied to where they are handed on: by the
/// body of the stage that computes them where that is safe, and otherwise after the step.
public final class ForwardBodies {
  private final ForwardProgram program;
  private final Kernels kernels;
  private final boolean training;
  private final Storage output;
  private final List<Storage> next = new ArrayList<>();
  private final List<List<Instruction>> instructions = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();
  private final List<Instruction> after = new ArrayList<>();

  /// @param training whether what the backward pass reads is saved
  ForwardBodies(ForwardProgram program, Kernels kernels, boolean training) {
    this.program = program;
    this.kernels = kernels;
    this.training = training;
    program.stages().forEach(stage -> instructions.add(new ArrayList<>(stage.body())));
    for (int s = 0; s < program.stateSizes().size(); s++) {
      next.add(next(s));
      handOn(program.nextStates().get(s), next.getLast());
    }
    this.output = new Storage(0, Kind.RESULT, program.output().width(), 0);
    handOn(program.output(), output);
    for (int i = 0; i < instructions.size(); i++) {
      Set<Storage> read = program.readBeside(i);
      after.forEach(copy -> read.add(copy.x().storage()));
      bodies.add(
          Body.of(
              kernels,
              program.stages().get(i).width(),
              instructions.get(i),
              storage -> isGiven(storage) || isSaved(storage) || read.contains(storage)));
    }
  }

  /// Returns where a new state goes: to the place of the old one, unless that is saved.
  private Storage next(int state) {
    return program.storages().stream()
        .filter(storage -> storage.kind == Kind.STATE && storage.index == state)
        .filter(storage -> !isSaved(storage))
        .findFirst()
        .orElseGet(() -> new Storage(0, Kind.RESULT, program.stateSizes().get(state), state));
  }

  private void handOn(Slot result, Storage target) {
    var copy = Instruction.of(Op.COPY, new Slot(target, 0, target.width), result);
    int stage = program.stages().size() - 1;
    while (stage >= 0 && !computes(stage, result)) {
      stage--;
    }
    if (stage >= 0 && mayOverwrite(stage, copy.d())) {
      instructions.get(stage).add(copy);
    } else {
      after.add(copy);
    }
  }

  private boolean computes(int stage, Slot result) {
    return program.stages().get(stage).body().stream()
        .anyMatch(instruction -> instruction.d().equals(result));
  }

  /// Returns whether nothing reads a value any more but the body of a stage, which reads all of it:
  /// then it may be overwritten element by element.
  private boolean mayOverwrite(int stage, Slot whole) {
    return !program.readLater(stage, kernels).contains(whole.storage())
        && program.stages().get(stage).body().stream()
            .flatMap(instruction -> instruction.operands().stream())
            .filter(operand -> operand.storage().equals(whole.storage()))
            .allMatch(whole::equals);
  }

  private boolean isSaved(Storage storage) {
    return training && storage.saved();
  }

  private static boolean isGiven(Storage storage) {
    return storage.kind == Kind.RESULT || storage.kind == Kind.STATE;
  }

  /// Returns where the output goes.
  Storage output() {
    return output;
  }

  /// Returns where each new state goes.
  List<Storage> next() {
    return next;
  }

  /// Returns the body of a stage.
  Body of(int stage) {
    return bodies.get(stage);
  }

  /// Prepares all loops, see [rnn4j.kernel.PointwiseLoops#prepare].
  public void prepare() {
    bodies.forEach(body -> body.loops().prepare());
  }

  /// Returns what is copied after the step.
  List<Instruction> after() {
    return after;
  }
}
