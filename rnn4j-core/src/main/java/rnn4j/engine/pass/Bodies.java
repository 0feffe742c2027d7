package rnn4j.engine.pass;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rnn4j.engine.program.Program;
import rnn4j.kernel.Kernels;

/// What a program does pointwise, worked out once for each kind of kernels.
public final class Bodies {
  private final Program program;
  private final Map<Forward, ForwardBodies> forward = new ConcurrentHashMap<>();
  private final Map<Kernels, BackwardBodies> backward = new ConcurrentHashMap<>();

  private record Forward(Kernels kernels, boolean training) {}

  /// Begins with none worked out.
  public Bodies(Program program) {
    this.program = program;
  }

  /// Returns the program itself.
  public Program program() {
    return program;
  }

  /// Returns what the forward pass does pointwise.
  ///
  /// @param training whether what the backward pass reads is saved
  public ForwardBodies forward(Kernels kernels, boolean training) {
    if (training) {
      program.backward(); // marks what is saved
    }
    return forward.computeIfAbsent(
        new Forward(kernels, training),
        _ -> new ForwardBodies(program.forward(), kernels, training));
  }

  /// Returns what the backward pass does pointwise.
  BackwardBodies backward(Kernels kernels) {
    return backward.computeIfAbsent(kernels, _ -> BackwardBodies.of(program.backward(), kernels));
  }
}
