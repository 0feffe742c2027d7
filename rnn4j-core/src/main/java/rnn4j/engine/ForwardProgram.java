package rnn4j.engine;

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
record ForwardProgram(
    int inputSize,
    List<Integer> stateSizes,
    List<Storage> storages,
    List<Stage> stages,
    List<Slot> nextStates,
    Slot output) {

  /// Returns the sums of products of all stages.
  List<Affine> affines() {
    return stages.stream().flatMap(stage -> stage.affines().stream()).toList();
  }

  /// Returns the multiply-adds of one step of one sequence.
  long work() {
    return affines().stream()
        .flatMap(affine ->
            affine.terms().stream().map(term -> (long) affine.width() * term.source().width()))
        .mapToLong(Long::longValue)
        .sum();
  }

  /// Returns whether numbers that are given beside the input have a row for each step.
  boolean isPerStep(int given) {
    return storages.stream()
        .anyMatch(storage -> storage.kind == Storage.Kind.GIVEN_ROWS && storage.index == given);
  }

  /// Returns whether a parameter is read element by element, and not only by products and as bias.
  boolean readsPointwise(int parameter) {
    return storages.stream()
        .anyMatch(storage -> storage.kind == Storage.Kind.PARAMETER && storage.index == parameter);
  }

  /// Returns into how many blocks the widest values are divided.
  int blocks(Kernels kernels) {
    return stages.stream().mapToInt(stage -> kernels.blocks(stage.width())).max().orElse(1);
  }

  /// Returns the storages that are read in the step by others than the body of a stage.
  Set<Storage> readBeside(int stage) {
    Set<Storage> read = new HashSet<>();
    Consumer<Slot> add = slot -> read.add(slot.storage());
    for (int i = 0; i < stages.size(); i++) {
      Stage other = stages.get(i);
      other.norms().forEach(norm -> add.accept(norm.x()));
      other.tangents().forEach(tangent -> add.accept(tangent.change()));
      other.affines().forEach(affine -> affine.terms().forEach(term -> add.accept(term.source())));
      if (i != stage) {
        other.body().forEach(instruction -> instruction.operands().forEach(add));
      }
    }
    return read;
  }
}
