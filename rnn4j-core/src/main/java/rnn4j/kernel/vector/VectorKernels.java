package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import java.util.List;
import java.util.stream.Stream;
import rnn4j.kernel.Column;
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;
import rnn4j.kernel.RowProducts;
import rnn4j.kernel.WeightFormat;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.kernel.lanes.VectorPointwise;
import rnn4j.kernel.loops.BusyLoops;
import rnn4j.kernel.plain.FloatNorm;
import rnn4j.kernel.plain.PlainNorm;

/// Kernels in single precision on the vectors of the processor. They give the bits of
/// [rnn4j.kernel.plain.PlainKernels].
public final class VectorKernels implements Kernels {
  /// The only one: it has no state.
  public static final VectorKernels INSTANCE = new VectorKernels();

  private static final FloatNorm NORM =
      COUNT > FloatNorm.LANES ? PlainNorm.INSTANCE : VectorNorm.INSTANCE;

  /// For each thread, so that a step allocates nothing.
  private static final ThreadLocal<VectorPanel[]> PANELS =
      ThreadLocal.withInitial(() ->
          Stream.generate(VectorPanel::new).limit(VectorRow.MOST).toArray(VectorPanel[]::new));

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
    packed.fill(true, array(source), offset, depthStride, gateStride, unitStride);
    return packed;
  }

  @Override
  public Packed pack(
      WeightFormat format,
      Data source,
      int offset,
      int depth,
      int gates,
      int units,
      int depthStride,
      int gateStride,
      int unitStride) {
    VectorRounded packed =
        switch (format) {
          case FULL -> null;
          case BFLOAT16 -> new VectorBfloat16(depth, gates, units);
          case INT8 -> COUNT >= VectorInt8.LEAST_LANES ? new VectorInt8(depth, gates, units) : null;
        };
    if (packed == null) {
      return Kernels.super.pack(
          format, source, offset, depth, gates, units, depthStride, gateStride, unitStride);
    }
    packed.fill(new Column(source, offset, depth, depthStride, gateStride, unitStride));
    return packed;
  }

  @Override
  public void multiply(
      int rows,
      Register[] a,
      Packed[] b,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates) {
    if (b[0] instanceof VectorRounded) {
      VectorRoundedProducts.multiply(rows, a, b, block, start, startGates, c, cGates);
      return;
    }
    var shape = (VectorPacked) b[0];
    if (shape.unitsOf(block) < WIDTH) {
      VectorRemainder.multiply(rows, a, b, block, start, startGates, c, cGates);
      return;
    }
    int gates = shape.gates();
    int from = start.offset + block * WIDTH;
    int to = c.offset + block * WIDTH;
    // A single row, or the last one that tiles leave of an odd number where registers are few, has
    // too few sums in flight with one gate, so that it goes through several gates at a time.
    int last = rows - 1;
    int done =
        rows % 2 == 0 || (rows > 1 && Lanes.MANY_REGISTERS)
            ? 0
            : multiplyRow(last, gates, a, b, block, start, startGates, c, cGates);
    for (int g = rows == 1 ? done : 0; g < gates; g++) {
      int tiled = g < done ? last : rows;
      int s0 = from + g * startGates;
      int c0 = to + g * cGates;
      VectorTiles.multiply(
          tiled,
          a,
          0,
          b,
          block,
          4 * g,
          start.floats(),
          s0,
          s0 + COUNT,
          s0 + 2 * COUNT,
          s0 + 3 * COUNT,
          start.stride,
          c.floats(),
          c0,
          c0 + COUNT,
          c0 + 2 * COUNT,
          c0 + 3 * COUNT,
          c.stride);
    }
  }

  /// Writes the sums of one row, and returns how many gates are done: as many as can be computed
  /// some at a time.
  private static int multiplyRow(
      int row,
      int gates,
      Register[] a,
      Packed[] b,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates) {
    VectorPanel[] panels = PANELS.get();
    int from = row * start.stride + block * WIDTH;
    int to = row * c.stride + block * WIDTH;
    int done = 0;
    while (gates - done >= 2) {
      int count = Math.min(gates - done, VectorRow.MOST);
      for (int i = 0; i < count; i++) {
        int g = done + i;
        panels[i].moveTo(b, block, g, start, from + g * startGates, c, to + g * cGates);
      }
      VectorRow.multiply(count, a, row, panels);
      for (int i = 0; i < count; i++) {
        panels[i].clear(); // the thread may live longer than the weights
      }
      done += count;
    }
    return done;
  }

  @Override
  public RowProducts rowProducts(Register[] a, List<RowProducts.Sums> sums) {
    return new VectorRowProducts(a, sums);
  }

  @Override
  public OuterProducts outerProducts(int[] widths, int columns) {
    return new VectorOuterProducts(widths, columns);
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
  public PointwiseLoops pointwise(PointwiseList list) {
    return BusyLoops.of(this, list);
  }

  @Override
  public void addProducts(int[] rows, int lanes, Register sums, Register x, Register y) {
    VectorRowSums.add(rows, lanes, sums, x, y);
  }

  @Override
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    NORM.normalize(rows, width, eps, d, x, scale);
  }

  @Override
  public void addNormalizeGradient(
      int rows,
      int width,
      Register start,
      Register target,
      Register g,
      Register y,
      Register scale) {
    NORM.addGradient(rows, width, start, target, g, y, scale);
  }

  @Override
  public String toString() {
    return "vectors of " + 32 * COUNT + " bits";
  }

  private static float[] array(Data data) {
    return ((FloatData) data).array();
  }
}
