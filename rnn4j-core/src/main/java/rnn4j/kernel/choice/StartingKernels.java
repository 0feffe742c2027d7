package rnn4j.kernel.choice;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.loops.BusyLoops;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;
import rnn4j.kernel.vector.VectorPacked;

/// Kernels in single precision for a JVM that has just started: [PlainKernels] on packed weights of
/// [VectorKernels], and these as soon as the compiler knows them. The bits are the same, so nobody
/// sees the change.
final class StartingKernels implements Kernels {
  static final StartingKernels INSTANCE = new StartingKernels();

  /*
   * Until a loop on vectors is compiled each of its vectors is an object on the heap: 100 steps of
   * 32 sequences and 128 units took a second, where plain loops take a tenth. And a program that
   * computes a single output starts sooner without the classes of vectors.
   */

  /// Multiply-adds after which the loops on vectors are compiled.
  private static final long BUSY = 1 << 22;

  private final AtomicLong work = new AtomicLong();
  private final VectorWarmUp warmUp = new VectorWarmUp();

  StartingKernels() {}

  /// Returns whether vectors have not yet taken over everything.
  boolean isPlain() {
    return !warmUp.isOver();
  }

  @Override
  public void prepare() {
    warmUp.finish();
  }

  @Override
  public int blockWidth(int units) {
    return VectorPacked.WIDTH;
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
    float[] from = ((FloatData) source).array();
    packed.fill(false, from, offset, depthStride, gateStride, unitStride);
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
    return format == WeightFormat.FULL
        ? pack(source, offset, depth, gates, units, depthStride, gateStride, unitStride)
        : VectorKernels.INSTANCE.pack(
            format, source, offset, depth, gates, units, depthStride, gateStride, unitStride);
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
    if (!warmUp.isOverForProducts() && b[0] instanceof VectorPacked shape) {
      multiplyPlain(rows, a, b, shape, block, start, startGates, c, cGates);
    } else {
      VectorKernels.INSTANCE.multiply(rows, a, b, block, start, startGates, c, cGates);
    }
  }

  @Override
  public RowProducts rowProducts(Register[] a, List<RowProducts.Sums> sums) {
    RowProducts plain = Kernels.super.rowProducts(a, sums);
    return new RowProducts() {
      private @Nullable RowProducts vectors;

      @Override
      public void run(boolean back) {
        if (vectors == null && warmUp.isOverForProducts()) {
          vectors = VectorKernels.INSTANCE.rowProducts(a, sums);
        }
        if (vectors == null) {
          rememberPanels(sums);
          plain.run(back);
        } else {
          vectors.run(back);
        }
      }
    };
  }

  /// Remembers that panels of several matrices are taken at a time: as four gates of one are, and
  /// what is left.
  private void rememberPanels(List<RowProducts.Sums> sums) {
    int panels = 0;
    for (RowProducts.Sums some : sums) {
      int whole = some.weights()[0].units() / VectorPacked.WIDTH;
      panels += some.weights()[0].gates() * Math.max(0, Math.min(some.to(), whole) - some.from());
    }
    if (panels >= 4) {
      warmUp.remember(4, VectorPacked.WIDTH);
    }
    if (panels % 4 > 0) {
      warmUp.remember(panels % 4, VectorPacked.WIDTH);
    }
  }

  private void multiplyPlain(
      int rows,
      Register[] a,
      Packed[] b,
      VectorPacked shape,
      int block,
      Register start,
      int startGates,
      Register c,
      int cGates) {
    warmUp.remember(shape.gates(), shape.unitsOf(block));
    var plain = new Packed[b.length];
    for (int t = 0; t < b.length; t++) {
      plain[t] = ((VectorPacked) b[t]).plain(block);
      count((long) rows * b[t].depth() * b[t].gates() * shape.unitsOf(block));
    }
    PlainKernels.INSTANCE.multiply(
        rows, a, plain, 0, atBlock(start, block), startGates, atBlock(c, block), cGates);
  }

  private static Register atBlock(Register whole, int block) {
    return new Register(whole.data, whole.offset + block * VectorPacked.WIDTH, whole.stride);
  }

  private void count(long multiplyAdds) {
    long before = work.getAndAdd(multiplyAdds);
    if (before < BUSY && before + multiplyAdds >= BUSY) {
      warmUp.begin();
    }
  }

  /// Gradients of weights are summed by vectors, and from then on all is computed by them: who
  /// trains does so for long, and waits less in all if nothing else is compiled before.
  @Override
  public OuterProducts outerProducts(int[] widths, int columns) {
    warmUp.forgo();
    return VectorKernels.INSTANCE.outerProducts(widths, columns);
  }

  @Override
  public void addProducts(int[] rows, int lanes, Register sums, Register x, Register y) {
    other().addProducts(rows, lanes, sums, x, y);
  }

  @Override
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    other().normalize(rows, width, eps, d, x, scale);
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
    other().addNormalizeGradient(rows, width, start, target, g, y, scale);
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
    if (isPlain()) {
      warmUp.remember(op);
    }
    other().apply(op, alpha, beta, rows, lanes, d, x, y, z);
  }

  /// Returns the kernels for what reads no packed weights.
  private Kernels other() {
    return isPlain() ? PlainKernels.INSTANCE : VectorKernels.INSTANCE;
  }

  @Override
  public PointwiseLoops pointwise(PointwiseList list) {
    return BusyLoops.of(this, list);
  }

  @Override
  public String toString() {
    return "vectors of " + 32 * LaneCount.COUNT + " bits";
  }
}
