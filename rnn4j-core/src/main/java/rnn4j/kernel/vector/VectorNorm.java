package rnn4j.kernel.vector;

import static jdk.incubator.vector.VectorOperators.F2D;
import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.plain.FloatNorm.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.kernel.plain.FloatNorm;
import rnn4j.kernel.plain.PlainNorm;

/// The loops of [FloatNorm] on vectors. Half a vector of floats becomes one of doubles. Two of
/// these are sixteen lanes at 512 bits; narrower ones go through the row twice or four times, each
/// time for other lanes.
final class VectorNorm implements FloatNorm.Loops {
  static final FloatNorm INSTANCE = new FloatNorm(new VectorNorm());

  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, SPECIES.vectorShape());

  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int HALF = COUNT / 2;

  private static final VectorShuffle<Double> BY_FOUR = VectorShuffle.iota(DOUBLES, 4, 1, true);
  private static final VectorShuffle<Double> BY_TWO = VectorShuffle.iota(DOUBLES, 2, 1, true);
  private static final VectorShuffle<Double> BY_ONE = VectorShuffle.iota(DOUBLES, 1, 1, true);

  private VectorNorm() {}

  @Override
  public void sumPowers(int width, float[] x, int xAt, double shift, double[] sums) {
    int whole = width / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += COUNT) {
      DoubleVector sum0 = DoubleVector.zero(DOUBLES);
      DoubleVector sum1 = DoubleVector.zero(DOUBLES);
      DoubleVector square0 = DoubleVector.zero(DOUBLES);
      DoubleVector square1 = DoubleVector.zero(DOUBLES);
      for (int j = lane; j < whole; j += LANES) {
        FloatVector x0 = FloatVector.fromArray(FLOATS, x, xAt + j);
        FloatVector x1 = FloatVector.fromArray(FLOATS, x, xAt + j + HALF);
        DoubleVector t0 = ((DoubleVector) x0.convertShape(F2D, DOUBLES, 0)).sub(shift);
        DoubleVector t1 = ((DoubleVector) x1.convertShape(F2D, DOUBLES, 0)).sub(shift);
        sum0 = sum0.add(t0);
        sum1 = sum1.add(t1);
        square0 = t0.fma(t0, square0);
        square1 = t1.fma(t1, square1);
      }
      sum0.intoArray(sums, lane);
      sum1.intoArray(sums, lane + HALF);
      square0.intoArray(sums, LANES + lane);
      square1.intoArray(sums, LANES + lane + HALF);
    }
    PlainNorm.addPowers(whole, width, x, xAt, shift, sums);
  }

  /*
   * A vector is read as it was written: the processor has to wait for its memory where single
   * elements are read at once of what was written as a vector.
   */
  @Override
  public double total(double[] sums, int at) {
    for (int half = LANES / 2; half > HALF; half /= 2) {
      for (int lane = 0; lane < half; lane += HALF) {
        DoubleVector lower = DoubleVector.fromArray(DOUBLES, sums, at + lane);
        DoubleVector upper = DoubleVector.fromArray(DOUBLES, sums, at + lane + half);
        lower.add(upper).intoArray(sums, at + lane);
      }
    }
    DoubleVector sum =
        DoubleVector.fromArray(DOUBLES, sums, at)
            .add(DoubleVector.fromArray(DOUBLES, sums, at + HALF));
    if (HALF > 4) {
      sum = sum.add(sum.rearrange(BY_FOUR));
    }
    if (HALF > 2) {
      sum = sum.add(sum.rearrange(BY_TWO));
    }
    return sum.add(sum.rearrange(BY_ONE)).lane(0);
  }

  @Override
  public void centre(int width, float[] d, int dAt, float[] x, int xAt, float mean, float scale) {
    int whole = width - width % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector some = FloatVector.fromArray(SPECIES, x, xAt + j);
      some.sub(mean).mul(scale).intoArray(d, dAt + j);
    }
    if (whole < width) {
      FloatVector some = Lanes.load(x, xAt + whole, width - whole);
      Lanes.store(some.sub(mean).mul(scale), d, dAt + whole, width - whole);
    }
  }

  @Override
  public void sumProducts(int width, float[] g, int gAt, float[] y, int yAt, double[] sums) {
    int whole = width / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += COUNT) {
      DoubleVector sum0 = DoubleVector.zero(DOUBLES);
      DoubleVector sum1 = DoubleVector.zero(DOUBLES);
      DoubleVector product0 = DoubleVector.zero(DOUBLES);
      DoubleVector product1 = DoubleVector.zero(DOUBLES);
      for (int j = lane; j < whole; j += LANES) {
        FloatVector g0 = FloatVector.fromArray(FLOATS, g, gAt + j);
        FloatVector g1 = FloatVector.fromArray(FLOATS, g, gAt + j + HALF);
        FloatVector y0 = FloatVector.fromArray(FLOATS, y, yAt + j);
        FloatVector y1 = FloatVector.fromArray(FLOATS, y, yAt + j + HALF);
        DoubleVector t0 = (DoubleVector) g0.convertShape(F2D, DOUBLES, 0);
        DoubleVector t1 = (DoubleVector) g1.convertShape(F2D, DOUBLES, 0);
        sum0 = sum0.add(t0);
        sum1 = sum1.add(t1);
        product0 = t0.fma((DoubleVector) y0.convertShape(F2D, DOUBLES, 0), product0);
        product1 = t1.fma((DoubleVector) y1.convertShape(F2D, DOUBLES, 0), product1);
      }
      sum0.intoArray(sums, lane);
      sum1.intoArray(sums, lane + HALF);
      product0.intoArray(sums, LANES + lane);
      product1.intoArray(sums, LANES + lane + HALF);
    }
    PlainNorm.addProducts(whole, width, g, gAt, y, yAt, sums);
  }

  @Override
  public void addShares(
      int width,
      float[] start,
      int from,
      float[] target,
      int at,
      float[] g,
      int gAt,
      float[] y,
      int yAt,
      float mean,
      float slope,
      float scale) {
    FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
    FloatVector scales = FloatVector.broadcast(SPECIES, scale);
    for (int j = 0; j < width; j += COUNT) {
      int left = width - j;
      FloatVector centred = Lanes.load(g, gAt + j, left).sub(mean);
      FloatVector share = Lanes.load(y, yAt + j, left).neg().fma(slopes, centred);
      FloatVector sum = share.fma(scales, Lanes.load(start, from + j, left));
      Lanes.store(sum, target, at + j, left);
    }
  }
}
