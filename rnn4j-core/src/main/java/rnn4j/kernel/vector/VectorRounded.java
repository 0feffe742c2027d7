package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import rnn4j.kernel.Column;
import rnn4j.kernel.Packed;
import rnn4j.kernel.WeightFormat;

/// A matrix that is stored in fewer bits, in the order in which [VectorRoundedProducts] reads it:
/// like [VectorPacked], but all vectors of a block are in panels, the last of which may have some
/// that are zero.
abstract sealed class VectorRounded implements Packed permits VectorBfloat16, VectorInt8 {
  private final int depth;
  private final int gates;
  private final int units;

  /// A panel in single precision, for each thread that needs one.
  private final ThreadLocal<VectorPacked> expanded;

  VectorRounded(int depth, int gates, int units) {
    this.depth = depth;
    this.gates = gates;
    this.units = units;
    this.expanded = ThreadLocal.withInitial(() -> new VectorPacked(depth, 1, WIDTH));
  }

  @Override
  public final int depth() {
    return depth;
  }

  @Override
  public final int gates() {
    return gates;
  }

  @Override
  public final int units() {
    return units;
  }

  /// Returns how many units of each gate a block covers.
  final int unitsOf(int block) {
    return Math.min(WIDTH, units - block * WIDTH);
  }

  /// Returns how many panels a block has: one for each gate in a whole block.
  final int panels(int block) {
    int vectors = gates * ((unitsOf(block) + COUNT - 1) / COUNT);
    return (vectors + 3) / 4;
  }

  /// Returns the number of a block's first panel.
  final int firstPanel(int block) {
    return block * gates;
  }

  /// Returns how many panels there are in all.
  static int panels(int gates, int units) {
    int whole = units / WIDTH;
    int vectors = gates * ((units % WIDTH + COUNT - 1) / COUNT);
    return whole * gates + (vectors + 3) / 4;
  }

  /// Stores all columns.
  final void fill(Column columns) {
    for (int g = 0; g < gates; g++) {
      for (int j = 0; j < units; j++) {
        int block = j / WIDTH;
        int perGate = (unitsOf(block) + COUNT - 1) / COUNT;
        int vector = g * perGate + j % WIDTH / COUNT;
        float[] column = columns.read(g, j, WeightFormat.FULL);
        set(firstPanel(block) + vector / 4, vector % 4, j % COUNT, column);
      }
    }
  }

  /// Stores one column.
  ///
  /// @param vector its vector in the panel
  /// @param lane its lane in the vector
  abstract void set(int panel, int vector, int lane, float[] column);

  /// Returns a panel in single precision. It is overwritten when this thread asks for another.
  final VectorPacked expand(int panel) {
    VectorPacked target = expanded.get();
    expand(panel, target.elements, target.offset(0, 0));
    return target;
  }

  /// Writes a panel in single precision, `[k][4 vectors][lanes]`.
  abstract void expand(int panel, float[] to, int at);

  /// Writes the sums of one row and one panel: those of four vectors side by side.
  abstract void multiply(float[] factors, int aAt, int panel, float[] s, int s0, float[] c, int c0);

  /// Writes the sums of one row with a panel, at `s0` and `c0`, and with the next, at `s1` and
  /// `c1`.
  abstract void multiply(
      float[] factors, int aAt, int panel, float[] s, int s0, int s1, float[] c, int c0, int c1);
}
