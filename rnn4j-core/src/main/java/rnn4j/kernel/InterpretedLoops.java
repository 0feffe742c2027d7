package rnn4j.kernel;

import java.util.List;
import rnn4j.kernel.PointwiseList.Step;

/// A [PointwiseList] run step by step: what it means.
public final class InterpretedLoops implements PointwiseLoops {
  private final Kernels kernels;
  private final List<Step> steps;

  /// @param kernels which apply each operation
  public InterpretedLoops(Kernels kernels, PointwiseList list) {
    this.kernels = kernels;
    this.steps = list.steps();
  }

  @Override
  public void run(int rows, int lanes, Register[] registers) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Register x = registers[step.x()];
      Register y = registers[step.y()];
      Register z = registers[step.z()];
      kernels.apply(
          step.op(), step.alpha(), step.beta(), rows, lanes, registers[step.d()], x, y, z);
    }
  }
}
