package rnn4j.kernel.vector;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;
import static rnn4j.kernel.vector.VectorPacked.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Adds products of some rows of two matrices to a tile of sums, which stays in registers
/// meanwhile. All three matrices lie in panels, so that every step from row to row is a constant:
/// `LEFT` elements on the left, [VectorPacked#WIDTH] on the right and in the sums.
final class VectorOuterTiles {
  /// Elements of one row of a panel of the left matrix: tiles of six fill it, and a row is an even
  /// number of vectors.
  static final int LEFT = 96;

  private VectorOuterTiles() {}

  /// Six sums by four vectors, for 32 registers.
  static void sixByFour(float[] a, int aAt, float[] b, int bAt, int depth, float[] sums, int at) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, sums, at + COUNT);
    FloatVector sum02 = FloatVector.fromArray(SPECIES, sums, at + 2 * COUNT);
    FloatVector sum03 = FloatVector.fromArray(SPECIES, sums, at + 3 * COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, sums, at + WIDTH);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, sums, at + WIDTH + COUNT);
    FloatVector sum12 = FloatVector.fromArray(SPECIES, sums, at + WIDTH + 2 * COUNT);
    FloatVector sum13 = FloatVector.fromArray(SPECIES, sums, at + WIDTH + 3 * COUNT);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH + COUNT);
    FloatVector sum22 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH + 2 * COUNT);
    FloatVector sum23 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH + 3 * COUNT);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH + COUNT);
    FloatVector sum32 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH + 2 * COUNT);
    FloatVector sum33 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH + 3 * COUNT);
    FloatVector sum40 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH);
    FloatVector sum41 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH + COUNT);
    FloatVector sum42 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH + 2 * COUNT);
    FloatVector sum43 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH + 3 * COUNT);
    FloatVector sum50 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH);
    FloatVector sum51 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH + COUNT);
    FloatVector sum52 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH + 2 * COUNT);
    FloatVector sum53 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int p = aAt + k * LEFT;
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
      sum00 = x.fma(b0, sum00);
      sum01 = x.fma(b1, sum01);
      sum02 = x.fma(b2, sum02);
      sum03 = x.fma(b3, sum03);
      x = FloatVector.broadcast(SPECIES, a[p + 1]);
      sum10 = x.fma(b0, sum10);
      sum11 = x.fma(b1, sum11);
      sum12 = x.fma(b2, sum12);
      sum13 = x.fma(b3, sum13);
      x = FloatVector.broadcast(SPECIES, a[p + 2]);
      sum20 = x.fma(b0, sum20);
      sum21 = x.fma(b1, sum21);
      sum22 = x.fma(b2, sum22);
      sum23 = x.fma(b3, sum23);
      x = FloatVector.broadcast(SPECIES, a[p + 3]);
      sum30 = x.fma(b0, sum30);
      sum31 = x.fma(b1, sum31);
      sum32 = x.fma(b2, sum32);
      sum33 = x.fma(b3, sum33);
      x = FloatVector.broadcast(SPECIES, a[p + 4]);
      sum40 = x.fma(b0, sum40);
      sum41 = x.fma(b1, sum41);
      sum42 = x.fma(b2, sum42);
      sum43 = x.fma(b3, sum43);
      x = FloatVector.broadcast(SPECIES, a[p + 5]);
      sum50 = x.fma(b0, sum50);
      sum51 = x.fma(b1, sum51);
      sum52 = x.fma(b2, sum52);
      sum53 = x.fma(b3, sum53);
    }
    sum00.intoArray(sums, at);
    sum01.intoArray(sums, at + COUNT);
    sum02.intoArray(sums, at + 2 * COUNT);
    sum03.intoArray(sums, at + 3 * COUNT);
    sum10.intoArray(sums, at + WIDTH);
    sum11.intoArray(sums, at + WIDTH + COUNT);
    sum12.intoArray(sums, at + WIDTH + 2 * COUNT);
    sum13.intoArray(sums, at + WIDTH + 3 * COUNT);
    sum20.intoArray(sums, at + 2 * WIDTH);
    sum21.intoArray(sums, at + 2 * WIDTH + COUNT);
    sum22.intoArray(sums, at + 2 * WIDTH + 2 * COUNT);
    sum23.intoArray(sums, at + 2 * WIDTH + 3 * COUNT);
    sum30.intoArray(sums, at + 3 * WIDTH);
    sum31.intoArray(sums, at + 3 * WIDTH + COUNT);
    sum32.intoArray(sums, at + 3 * WIDTH + 2 * COUNT);
    sum33.intoArray(sums, at + 3 * WIDTH + 3 * COUNT);
    sum40.intoArray(sums, at + 4 * WIDTH);
    sum41.intoArray(sums, at + 4 * WIDTH + COUNT);
    sum42.intoArray(sums, at + 4 * WIDTH + 2 * COUNT);
    sum43.intoArray(sums, at + 4 * WIDTH + 3 * COUNT);
    sum50.intoArray(sums, at + 5 * WIDTH);
    sum51.intoArray(sums, at + 5 * WIDTH + COUNT);
    sum52.intoArray(sums, at + 5 * WIDTH + 2 * COUNT);
    sum53.intoArray(sums, at + 5 * WIDTH + 3 * COUNT);
  }

  /// Six sums by two vectors, for 16 registers and for what is left of a row.
  ///
  /// @param aNext how far apart a row of the left panel has its elements: one. Were it a constant
  ///   here, the compiler would load three of them ahead, and of 16 registers none would be left
  ///   for one of the sums, which took twice as long.
  static void sixByTwo(
      float[] a, int aAt, int aNext, float[] b, int bAt, int depth, float[] sums, int at) {
    FloatVector sum00 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector sum01 = FloatVector.fromArray(SPECIES, sums, at + COUNT);
    FloatVector sum10 = FloatVector.fromArray(SPECIES, sums, at + WIDTH);
    FloatVector sum11 = FloatVector.fromArray(SPECIES, sums, at + WIDTH + COUNT);
    FloatVector sum20 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH);
    FloatVector sum21 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH + COUNT);
    FloatVector sum30 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH);
    FloatVector sum31 = FloatVector.fromArray(SPECIES, sums, at + 3 * WIDTH + COUNT);
    FloatVector sum40 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH);
    FloatVector sum41 = FloatVector.fromArray(SPECIES, sums, at + 4 * WIDTH + COUNT);
    FloatVector sum50 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH);
    FloatVector sum51 = FloatVector.fromArray(SPECIES, sums, at + 5 * WIDTH + COUNT);
    int a1 = aAt + aNext;
    int a2 = a1 + aNext;
    int a3 = a2 + aNext;
    int a4 = a3 + aNext;
    int a5 = a4 + aNext;
    for (int k = 0; k < depth; k++) {
      int p = k * LEFT;
      int q = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + COUNT);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + p]);
      sum00 = x.fma(b0, sum00);
      sum01 = x.fma(b1, sum01);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      sum10 = x.fma(b0, sum10);
      sum11 = x.fma(b1, sum11);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      sum20 = x.fma(b0, sum20);
      sum21 = x.fma(b1, sum21);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      sum30 = x.fma(b0, sum30);
      sum31 = x.fma(b1, sum31);
      x = FloatVector.broadcast(SPECIES, a[a4 + p]);
      sum40 = x.fma(b0, sum40);
      sum41 = x.fma(b1, sum41);
      x = FloatVector.broadcast(SPECIES, a[a5 + p]);
      sum50 = x.fma(b0, sum50);
      sum51 = x.fma(b1, sum51);
    }
    sum00.intoArray(sums, at);
    sum01.intoArray(sums, at + COUNT);
    sum10.intoArray(sums, at + WIDTH);
    sum11.intoArray(sums, at + WIDTH + COUNT);
    sum20.intoArray(sums, at + 2 * WIDTH);
    sum21.intoArray(sums, at + 2 * WIDTH + COUNT);
    sum30.intoArray(sums, at + 3 * WIDTH);
    sum31.intoArray(sums, at + 3 * WIDTH + COUNT);
    sum40.intoArray(sums, at + 4 * WIDTH);
    sum41.intoArray(sums, at + 4 * WIDTH + COUNT);
    sum50.intoArray(sums, at + 5 * WIDTH);
    sum51.intoArray(sums, at + 5 * WIDTH + COUNT);
  }

  /// One sum by four vectors, for the last row.
  static void oneByFour(float[] a, int aAt, float[] b, int bAt, int depth, float[] sums, int at) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, at + COUNT);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, at + 2 * COUNT);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, at + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int q = bAt + k * WIDTH;
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k * LEFT]);
      sum0 = x.fma(FloatVector.fromArray(SPECIES, b, q), sum0);
      sum1 = x.fma(FloatVector.fromArray(SPECIES, b, q + COUNT), sum1);
      sum2 = x.fma(FloatVector.fromArray(SPECIES, b, q + 2 * COUNT), sum2);
      sum3 = x.fma(FloatVector.fromArray(SPECIES, b, q + 3 * COUNT), sum3);
    }
    sum0.intoArray(sums, at);
    sum1.intoArray(sums, at + COUNT);
    sum2.intoArray(sums, at + 2 * COUNT);
    sum3.intoArray(sums, at + 3 * COUNT);
  }
}
