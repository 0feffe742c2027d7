package rnn4j.engine.pass;

import java.util.List;
import java.util.stream.IntStream;
import rnn4j.engine.program.BackwardProgram;
import rnn4j.engine.program.BackwardStage;
import rnn4j.kernel.Kernels;

/// What a backward pass does pointwise.
///
/// @param start run before all stages
/// @param stages the body of each
record BackwardBodies(List<Body> start, List<Body> stages) {
  static BackwardBodies of(BackwardProgram program, Kernels kernels) {
    List<Body> start =
        program.start().stream()
            .map(i -> Body.of(kernels, i.d().width(), List.of(i), _ -> true))
            .toList();
    List<Body> stages =
        IntStream.range(0, program.stages().size())
            .mapToObj(i -> {
              BackwardStage stage = program.stages().get(i);
              return Body.of(kernels, stage.width(), stage.body(), program.readBeside(i)::contains);
            })
            .toList();
    return new BackwardBodies(start, stages);
  }
}
