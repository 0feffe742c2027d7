package rnn4j.engine.program;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import rnn4j.kernel.Kernels;

/// The forward pass of one time step.
///
/// @param inputSize elements of the input
/// @param stateSizes elements of each state
/// @param storages all memory that the program names
/// @param stages in the order in which they are run
/// @param nextStates where the new value of each state stands after the step
/// @param output where the step's output stands
public record ForwardProgram(
    int inputSize,
    List<Integer> stateSizes,
    List<Storage> storages,
    List<Stage> stages,
    List<Slot> nextStates,
    Slot output) {

  /// Returns the sums of products of all stages.
  public List<Affine> affines() {
    return stages.stream().flatMap(stage -> stage.affines().stream()).toList();
  }

  /// Returns the multiply-adds of one step of one sequence.
  public long work() {
    long work = 0;
    for (Stage stage : stages) { // not by a stream, since every call asks for it
      for (Affine affine : stage.affines()) {
        for (Term term : affine.terms()) {
          work += (long) affine.width() * term.source().width();
        }
      }
    }
    return work;
  }

  /// Returns whether numbers that are given beside the input have a row for each step.
  public boolean isPerStep(int given) {
    return storages.stream()
        .anyMatch(storage -> storage.kind == Storage.Kind.GIVEN_ROWS && storage.index == given);
  }

  /// Returns whether a parameter is read element by element, and not only by products and as bias.
  public boolean readsPointwise(int parameter) {
    return storages.stream()
        .anyMatch(storage -> storage.kind == Storage.Kind.PARAMETER && storage.index == parameter);
  }

  /// Returns into how many blocks the widest values are divided.
  public int blocks(Kernels kernels) {
    return stages.stream().mapToInt(stage -> kernels.blocks(stage.width())).max().orElse(1);
  }

  /// Returns the storages that are read in the step by others than the body of a stage.
  public Set<Storage> readBeside(int stage) {
    Set<Storage> read = new HashSet<>();
    Consumer<Slot> add = slot -> read.add(slot.storage());
    for (int i = 0; i < stages.size(); i++) {
      Stage other = stages.get(i);
      readWhole(other, add);
      if (i != stage) {
        other.body().forEach(instruction -> instruction.operands().forEach(add));
      }
    }
    return read;
  }

  /// Returns the storages of which others than the body of a stage may still read something in the
  /// step when that body runs: later stages, and products of its own for blocks that follow.
  public Set<Storage> readLater(int stage, Kernels kernels) {
    Set<Storage> read = new HashSet<>();
    Consumer<Slot> add = slot -> read.add(slot.storage());
    if (kernels.blocks(stages.get(stage).width()) > 1) {
      readWhole(stages.get(stage), add);
    }
    for (Stage later : stages.subList(stage + 1, stages.size())) {
      readWhole(later, add);
      later.body().forEach(instruction -> instruction.operands().forEach(add));
    }
    return read;
  }

  /// Names what a stage reads besides its body.
  private static void readWhole(Stage stage, Consumer<Slot> reader) {
    stage.norms().forEach(norm -> reader.accept(norm.x()));
    stage.tangents().forEach(tangent -> reader.accept(tangent.change()));
    stage.affines().forEach(affine -> affine.terms().forEach(term -> reader.accept(term.source())));
  }
}
