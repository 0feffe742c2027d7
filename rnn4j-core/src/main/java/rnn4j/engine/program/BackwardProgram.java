package rnn4j.engine.program;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The backward pass of one time step, derived from a [ForwardProgram].
///
/// @param storages all memory that the backward pass names beyond the program's own
/// @param zeros gradients that are only added to, set to zero first
/// @param start run then: adds to the gradients of values that the step hands on, to the next step
///   or out, what comes from there, as far as stages do not
/// @param stages in the order in which they are run: the program's, last first
/// @param end run last: hands the gradients of states back to the step before, as far as stages do
///   not
/// @param gradients where the gradient of each group of sums is kept for all rows
/// @param vectors the gradients of parameters that are used pointwise, before rows are summed
public record BackwardProgram(
    List<Storage> storages,
    List<Slot> zeros,
    List<Instruction> start,
    List<BackwardStage> stages,
    List<Instruction> end,
    Map<Affine, Storage> gradients,
    List<VectorGradient> vectors) {

  /// The sum of all rows of a gradient belongs to a part of a parameter, or that of its products
  /// with a value, element by element.
  ///
  /// @param value null if rows are summed as they are
  public record VectorGradient(int parameter, int from, Slot gradient, @Nullable Slot value) {}

  /// Returns where the gradient of a group of sums is kept.
  public Storage gradientOf(Affine affine) {
    Storage storage = gradients.get(affine);
    if (storage == null) {
      throw new IllegalStateException("BackwardProgram: a sum of products has no gradient");
    }
    return storage;
  }

  /// Returns whether a gradient that a backward pass allocates is there for all rows of a window.
  public static boolean isForWindow(Storage storage) {
    return storage.kind == Storage.Kind.GRAD_ROWS || storage.kept();
  }

  /// Returns the storages that are read by others than the body of a stage.
  public Set<Storage> readBeside(int stage) {
    Set<Storage> read = new HashSet<>();
    for (Storage storage : storages) {
      boolean ofStep =
          storage.kind == Storage.Kind.GRAD_VALUE || storage.kind == Storage.Kind.GRAD_STATE;
      if (!ofStep || storage.kept()) {
        read.add(storage);
      }
    }
    Consumer<Slot> add = slot -> read.add(slot.storage());
    end.forEach(instruction -> add.accept(instruction.x()));
    for (int i = 0; i < stages.size(); i++) {
      BackwardStage other = stages.get(i);
      other.products().forEach(product -> add.accept(product.target()));
      other
          .norms()
          .forEach(norm -> {
            add.accept(norm.gradient());
            add.accept(norm.target());
          });
      if (i != stage) {
        other.body().forEach(instruction -> instruction.operands().forEach(add));
      }
    }
    return read;
  }
}
