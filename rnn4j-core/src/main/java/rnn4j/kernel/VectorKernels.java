package rnn4j.kernel;

import static rnn4j.kernel.Lanes.COUNT;
import static rnn4j.kernel.VectorPacked.WIDTH;

/// Kernels in single precision on the vectors of the processor. They give the bits of
/// [PlainKernels].
final class VectorKernels implements Kernels {
  static final VectorKernels INSTANCE = new VectorKernels();

  private VectorKernels() {}

  @Override
  public int blockWidth(int units) {
    return WIDTH;
  }

  @Override
  public Packed pack(
      Data source,
      int offset,
      int depth,
      int gates,
      int units,
      int depthStride,
      int gateStride,
      int unitStride) {
    var packed = new VectorPacked(depth, gates, units);
    packed.fill(array(source), offset, depthStride, gateStride, unitStride);
    return packed;
  }

  @Override
  public void multiply(
      int rows,
      Data a,
      int aOffset,
      int aStride,
      Packed b,
      int block,
      Data c,
      int cOffset,
      int cStride,
      int cGateStride) {
    int first = cOffset + block * WIDTH;
    multiply(
        rows,
        array(a),
        aOffset,
        aStride,
        (VectorPacked) b,
        block,
        array(c),
        first,
        cStride,
        cGateStride);
  }

  /// Adds `A * B` to `C` for one block, whose first unit lies at `cAt`.
  static void multiply(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      VectorPacked b,
      int block,
      float[] c,
      int cAt,
      int cStride,
      int gateStride) {
    if (b.unitsOf(block) < WIDTH) {
      VectorRemainder.multiply(rows, a, aAt, aStride, b, block, c, cAt, cStride, gateStride);
    } else if (rows == 1) {
      multiplyRow(a, aAt, b, block, c, cAt, gateStride);
    } else {
      int depth = b.depth();
      int at = b.offset(block);
      for (int g = 0; g < b.gates(); g++) {
        int c0 = cAt + g * gateStride;
        VectorTiles.multiply(
            rows,
            depth,
            a,
            aAt,
            aStride,
            b.elements,
            at + g * depth * WIDTH,
            c,
            c0,
            c0 + COUNT,
            c0 + 2 * COUNT,
            c0 + 3 * COUNT,
            cStride);
      }
    }
  }

  private static void multiplyRow(
      float[] a, int aAt, VectorPacked b, int block, float[] c, int cAt, int gateStride) {
    int depth = b.depth();
    int at = b.offset(block);
    int to = cAt;
    int gates = b.gates();
    for (; Lanes.MANY_REGISTERS && gates >= 4; gates -= 4) {
      VectorRow.fourPanels(
          depth,
          a,
          aAt,
          b.elements,
          at,
          c,
          to,
          to + gateStride,
          to + 2 * gateStride,
          to + 3 * gateStride);
      at += 4 * depth * WIDTH;
      to += 4 * gateStride;
    }
    for (; gates >= 2; gates -= 2) {
      VectorRow.twoPanels(depth, a, aAt, b.elements, at, c, to, to + gateStride);
      at += 2 * depth * WIDTH;
      to += 2 * gateStride;
    }
    if (gates > 0) {
      VectorTiles.multiply(
          1,
          depth,
          a,
          aAt,
          0,
          b.elements,
          at,
          c,
          to,
          to + COUNT,
          to + 2 * COUNT,
          to + 3 * COUNT,
          0);
    }
  }

  @Override
  public void multiplyTransposed(
      int[] rows,
      int m,
      Data a,
      int aOffset,
      int aStride,
      int from,
      int to,
      Data b,
      int bOffset,
      int bStride,
      Data c,
      int cOffset,
      int cStride) {
    VectorTransposed.multiply(
        rows,
        m,
        array(a),
        aOffset,
        aStride,
        to - from,
        array(b),
        bOffset + from,
        bStride,
        array(c),
        cOffset + from,
        cStride);
  }

  @Override
  public void apply(
      Op op,
      double alpha,
      double beta,
      int rows,
      int lanes,
      Register d,
      Register x,
      Register y,
      Register z) {
    VectorPointwise.apply(op, (float) alpha, (float) beta, rows, lanes, d, x, y, z);
  }

  @Override
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    FloatNorm.normalize(rows, width, eps, d, x, scale);
  }

  @Override
  public void addNormalizeGradient(
      int rows, int width, Register target, Register g, Register y, Register scale) {
    FloatNorm.addGradient(rows, width, target, g, y, scale);
  }

  @Override
  public String toString() {
    return "vectors of " + 32 * COUNT + " bits";
  }

  private static float[] array(Data data) {
    return ((FloatData) data).array();
  }
}
