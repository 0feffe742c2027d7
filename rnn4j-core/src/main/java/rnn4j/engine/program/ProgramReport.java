package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import rnn4j.kernel.Op;

/// What a program does in one step, for people who ask what will run.
///
/// @param stages in the order in which they are run
/// @param packed elements of the weights that a forward pass reads
/// @param work multiply-adds of one step of one sequence
public record ProgramReport(List<Stage> stages, long packed, long work) {

  /// A part of the step that is run block by block.
  ///
  /// @param width elements of each value
  /// @param norms rows that are normalised first
  /// @param products sums of products, each of one call to the kernels
  /// @param operations pointwise operations, and how often each is applied
  public record Stage(int width, int norms, List<Product> products, Map<Op, Integer> operations) {}

  /// A sum of products.
  ///
  /// @param gates how many stand side by side
  /// @param units elements of each
  /// @param sources what the weight matrices are multiplied with
  public record Product(int gates, int units, List<String> sources) {}

  static ProgramReport of(ForwardProgram program, List<String> stateNames) {
    List<Stage> stages = new ArrayList<>();
    long packed = 0;
    for (rnn4j.engine.program.Stage stage : program.stages()) {
      List<Product> products = new ArrayList<>();
      for (Affine affine : stage.affines()) {
        List<String> sources =
            affine.terms().stream().map(term -> name(term.source(), stateNames)).toList();
        products.add(new Product(affine.gates(), affine.units(), sources));
        packed += affine.width();
        for (Term term : affine.terms()) {
          packed += (long) affine.width() * term.source().width();
        }
      }
      Map<Op, Integer> operations = new EnumMap<>(Op.class);
      stage.body().forEach(instruction -> operations.merge(instruction.op(), 1, Integer::sum));
      stages.add(new Stage(stage.width(), stage.norms().size(), products, operations));
    }
    return new ProgramReport(stages, packed, program.work());
  }

  private static String name(Slot source, List<String> stateNames) {
    Storage storage = source.storage();
    String name =
        switch (storage.kind) {
          case INPUT -> "x";
          case STATE -> stateNames.get(storage.index);
          default -> "a value of the step";
        };
    return name + " (" + source.width() + ")";
  }
}
