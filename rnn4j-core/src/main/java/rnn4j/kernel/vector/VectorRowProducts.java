package rnn4j.kernel.vector;

import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import java.util.ArrayList;
import java.util.List;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.RowProducts;

/// One row of sums with the panels of several matrices, as many panels at a time as there are
/// registers for, whatever matrix each is of. What fills no panel goes through
/// [VectorKernels#multiply].
final class VectorRowProducts implements RowProducts {
  private final Register[] a;
  private final VectorPanel[][] groups;
  private final List<Rest> rest = new ArrayList<>();

  /// A block without panels.
  private record Rest(Sums sums, int block) {}

  VectorRowProducts(Register[] a, List<Sums> all) {
    this.a = a;
    List<VectorPanel> panels = new ArrayList<>();
    for (Sums sums : all) {
      for (int block = sums.from(); block < sums.to(); block++) {
        if (sums.weights()[0] instanceof VectorPacked packed && packed.unitsOf(block) == WIDTH) {
          addPanels(sums, block, panels);
        } else {
          rest.add(new Rest(sums, block));
        }
      }
    }
    int most = VectorRow.MOST;
    groups = new VectorPanel[(panels.size() + most - 1) / most][];
    for (int i = 0; i < groups.length; i++) {
      int end = Math.min(panels.size(), (i + 1) * most);
      groups[i] = panels.subList(i * most, end).toArray(VectorPanel[]::new);
    }
  }

  private static void addPanels(Sums sums, int block, List<VectorPanel> panels) {
    Packed[] weights = sums.weights();
    for (int g = 0; g < weights[0].gates(); g++) {
      var panel = new VectorPanel();
      int at = g * weights[0].units() + block * WIDTH;
      panel.moveTo(weights, block, g, sums.start(), at, sums.sums(), at);
      panels.add(panel);
    }
  }

  @Override
  public void run(boolean back) {
    for (int n = 0; n < groups.length; n++) {
      VectorPanel[] group = groups[back ? groups.length - 1 - n : n];
      VectorRow.multiply(group.length, a, 0, group);
    }
    for (int i = 0; i < rest.size(); i++) {
      rest.get(i).sums.multiply(VectorKernels.INSTANCE, a, rest.get(i).block);
    }
  }
}
