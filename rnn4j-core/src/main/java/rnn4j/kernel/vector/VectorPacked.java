package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.LaneCount.COUNT;

import java.util.Arrays;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Packed;
import rnn4j.kernel.SpareMemory;
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.plain.PlainSums;

/// A matrix in the order in which [VectorKernels] reads it.
///
/// ```
/// blocks of 64 units (four vectors of 16 lanes; less in the last block)
///   of all gates, gate after gate: vectors
///     four at a time, a panel:  [k][4 vectors][lanes]
///     what is left, one by one: [k][lanes]
/// ```
///
/// So in a whole block each gate is one panel. A vector that the last units do not fill is padded
/// with zeros.
public final class VectorPacked implements Packed {
  /// Elements of one `k` of a panel.
  public static final int WIDTH = LaneCount.BLOCK;

  /*
   * Arrays that are long enough for it to matter start at a page, their elements 16 bytes later.
   * Twelve elements more, and every vector lies in one line of the cache.
   */
  private static final int START = 12;

  final float[] elements;
  private final int depth;
  private final int gates;
  private final int units;

  /// Creates a matrix with anything in it.
  public VectorPacked(int depth, int gates, int units) {
    this.depth = depth;
    this.gates = gates;
    this.units = units;
    int whole = units / WIDTH * WIDTH;
    int rest = (units - whole + COUNT - 1) / COUNT * COUNT;
    this.elements = SpareMemory.floats(START + gates * (whole + rest) * depth);
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int gates() {
    return gates;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public void release() {
    SpareMemory.give(new FloatData(elements));
  }

  /// Returns how many units of each gate a block covers.
  public int unitsOf(int block) {
    return Math.min(WIDTH, units - block * WIDTH);
  }

  /// Returns where the elements of a vector of a block start, or those of the panel that it begins.
  int offset(int block, int vector) {
    return START + (block * gates * WIDTH + vector * COUNT) * depth;
  }

  /// Copies a matrix; see [rnn4j.kernel.Kernels#pack].
  ///
  /// @param onVectors whether to use vectors, which are slow until the JVM has compiled them
  public void fill(
      boolean onVectors,
      float[] from,
      int offset,
      int depthStride,
      int gateStride,
      int unitStride) {
    for (int block = 0; block * WIDTH < units; block++) {
      int perGate = vectorsOfGate(block);
      int together = unitStride == 1 && unitsOf(block) == WIDTH ? 4 : 1;
      for (int v = 0; v < gates * perGate; v += together) {
        int unit = v % perGate * COUNT;
        int lanes = Math.min(together * COUNT, unitsOf(block) - unit);
        int source = offset + v / perGate * gateStride + (block * WIDTH + unit) * unitStride;
        int at = start(block, v);
        int stride = distance(block, v);
        if (lanes % COUNT > 0) {
          pad(at + lanes, COUNT - lanes % COUNT, stride);
        }
        if (unitStride == 1) {
          copy(onVectors, from, source, depthStride, lanes, at, stride);
        } else {
          turn(from, source, depthStride, unitStride, lanes, at, stride);
        }
      }
    }
  }

  private void copy(
      boolean onVectors, float[] from, int source, int depthStride, int lanes, int at, int stride) {
    for (int k = 0; k < depth; k++) {
      if (onVectors) {
        VectorCopy.run(from, source + k * depthStride, elements, at + k * stride, lanes);
      } else {
        System.arraycopy(from, source + k * depthStride, elements, at + k * stride, lanes);
      }
    }
  }

  private void turn(
      float[] from, int source, int depthStride, int unitStride, int lanes, int at, int stride) {
    int l = 0;
    if (depthStride == 1 && stride == WIDTH) {
      for (; l + PanelTurn.ROWS <= lanes; l += PanelTurn.ROWS) {
        PanelTurn.toPanel(depth, from, source + l * unitStride, unitStride, elements, at + l);
      }
    }
    for (; l < lanes; l++) {
      for (int k = 0; k < depth; k++) {
        elements[at + k * stride + l] = from[source + k * depthStride + l * unitStride];
      }
    }
  }

  private int vectorsOfGate(int block) {
    return (unitsOf(block) + COUNT - 1) / COUNT;
  }

  private boolean isInPanel(int block, int vector) {
    return vector < (gates * vectorsOfGate(block) & -4);
  }

  /// Returns where a vector of a block has its elements of the first `k`.
  private int start(int block, int vector) {
    return isInPanel(block, vector)
        ? offset(block, vector & -4) + vector % 4 * COUNT
        : offset(block, vector);
  }

  /// Returns how far those of the next `k` are from there.
  private int distance(int block, int vector) {
    return isInPanel(block, vector) ? WIDTH : COUNT;
  }

  /// Returns a block as [PlainKernels] read it.
  public Packed plain(int block) {
    int blockUnits = unitsOf(block);
    int perGate = vectorsOfGate(block);
    float[][] rows = PlainSums.rows(depth, gates * blockUnits);
    for (int v = 0; v < gates * perGate; v++) {
      int unit = v % perGate * COUNT;
      int lanes = Math.min(COUNT, blockUnits - unit);
      int from = start(block, v);
      int distance = distance(block, v);
      for (int k = 0; k < depth; k++) {
        System.arraycopy(
            elements, from + k * distance, rows[k], v / perGate * blockUnits + unit, lanes);
      }
    }
    return PlainKernels.packed(rows, gates, blockUnits);
  }

  private void pad(int at, int lanes, int stride) {
    for (int k = 0; k < depth; k++) {
      Arrays.fill(elements, at + k * stride, at + k * stride + lanes, 0);
    }
  }
}
