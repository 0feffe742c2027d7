package rnn4j.nn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.CellProgram;
import rnn4j.cell.RecurrentStack;
import rnn4j.engine.pass.Steps;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.tensor.Tensor;

/// One run of layers and of their directional derivative, on input of every layout.
final class DirectionalRun {
  private final RecurrentStack stack;
  private final List<List<Tensor>> parameters;
  private final List<Map<Integer, Tensor>> moving;
  private RecurrentStack.@Nullable Derivative derivative;

  /// @param parameters of the stack, for each layer and direction
  /// @param moving directions of parameters, by full name
  DirectionalRun(RecurrentStack stack, List<List<Tensor>> parameters, Map<String, Tensor> moving) {
    this.stack = stack;
    this.parameters = parameters;
    this.moving = byNumber(stack, moving);
  }

  /// How input of some layout is run.
  ///
  /// @param <R> what comes out
  private interface Layout<R> {
    R run(SequenceRunner runner, Tensor elements, @Nullable List<Tensor> initial);
  }

  /// Runs padded sequences, or whole ones.
  ///
  /// @param lengths of padded sequences, or null where all are whole
  /// @param initial states in the order of the cell's, or null for those of the beginning
  /// @param beginnings the directions of the initial states where the tangent names none
  /// @param runner of layers that are run in some way
  Jvp run(
      Tensor input,
      int @Nullable [] lengths,
      @Nullable List<Tensor> initial,
      Directions directions,
      IntFunction<List<Tensor>> beginnings,
      Function<SequenceRunner.Forward, SequenceRunner> runner) {
    boolean batched = input.dim() == 3;
    List<Run> both =
        both(
            input,
            initial,
            directions,
            batch ->
                batched
                    ? beginnings.apply(batch)
                    : SequenceRunner.withoutBatch(beginnings.apply(batch)),
            runner,
            (layers, elements, states) ->
                lengths == null
                    ? layers.run(elements, states)
                    : layers.run(elements, lengths, states));
    return new Jvp(output(both.getFirst()), output(both.getLast()));
  }

  /// Runs packed sequences. States are in the caller's order.
  PackedJvp run(
      PackedSequence input,
      @Nullable List<Tensor> initial,
      Directions directions,
      IntFunction<List<Tensor>> beginnings,
      Function<SequenceRunner.Forward, SequenceRunner> runner) {
    List<PackedRun> both =
        both(
            input.data(),
            initial,
            directions,
            beginnings,
            runner,
            (layers, elements, states) -> layers.run(input.withData(elements), states));
    return new PackedJvp(output(both.getFirst()), output(both.getLast()));
  }

  /// Returns the value and its change.
  ///
  /// @param elements of the input
  private <R> List<R> both(
      Tensor elements,
      @Nullable List<Tensor> initial,
      Directions directions,
      IntFunction<List<Tensor>> beginnings,
      Function<SequenceRunner.Forward, SequenceRunner> runner,
      Layout<R> layout) {
    List<R> change = new ArrayList<>();
    // What goes in is checked and laid out first, then its direction in the same way.
    SequenceRunner layers =
        runner.apply((rows, steps, states) -> {
          SequenceRunner changing =
              runner.apply(
                  (movingRows, _, moved) -> change(rows, steps, states, movingRows, moved));
          List<Tensor> movingStates =
              directions.ofStates(
                  stack.layer(0).stateNames(), beginnings.apply(states.getFirst().size(1)));
          change.add(layout.run(changing, directions.ofInput(elements), movingStates));
          return requireNonNull(derivative).value();
        });
    R value = layout.run(layers, elements, initial);
    return List.of(value, change.getFirst());
  }

  private RecurrentStack.Result change(
      Tensor rows, Steps steps, List<Tensor> states, Tensor movingRows, List<Tensor> movingStates) {
    var movement = new RecurrentStack.Movement(moving, movingRows, movingStates);
    derivative = stack.derivative(parameters, rows, steps, states, movement);
    return derivative.change();
  }

  private CellOutput output(Run run) {
    Map<String, Tensor> states = NamedStates.of(stack.layer(0).stateNames(), run.finalStates());
    return new CellOutput(run.output(), states, stack.numDirections(), stack.merge());
  }

  private CellPackedOutput output(PackedRun run) {
    return new CellPackedOutput(
        run.output(), NamedStates.of(stack.layer(0).stateNames(), run.finalStates()));
  }

  private static List<Map<Integer, Tensor>> byNumber(
      RecurrentStack stack, Map<String, Tensor> moving) {
    List<Map<Integer, Tensor>> all = new ArrayList<>();
    for (int layer = 0; layer < stack.numLayers(); layer++) {
      for (int d = 0; d < stack.numDirections(); d++) {
        CellProgram program = stack.layer(layer);
        Map<Integer, Tensor> numbered = new HashMap<>();
        for (int p = 0; p < program.parameters().size(); p++) {
          String name = program.parameters().get(p).name() + stack.suffix(layer, d);
          Tensor direction = moving.get(name);
          if (direction != null) {
            numbered.put(p, direction);
          }
        }
        all.add(numbered);
      }
    }
    return all;
  }
}
