package rnn4j.optim;

/// Takes the learning rate down to `etaMin` along half a cosine, again and again, each time over
/// `tMult` times as many steps, as `CosineAnnealingWarmRestarts` (Loshchilov and Hutter 2016, arXiv
/// 1608.03983).
///
/// @param t0 steps of the first way down
/// @param tMult by what the next one is longer
/// @param etaMin least learning rate
public record CosineAnnealingWarmRestarts(int t0, int tMult, double etaMin) implements Schedule {

  /// Checks the options.
  public CosineAnnealingWarmRestarts {
    Checks.requireAtLeastOne("CosineAnnealingWarmRestarts", "t0", t0);
    Checks.requireAtLeastOne("CosineAnnealingWarmRestarts", "tMult", tMult);
    Checks.requireNotNegative("CosineAnnealingWarmRestarts", "etaMin", etaMin);
  }

  /// Returns PyTorch's defaults: all ways equally long, down to 0.
  public static CosineAnnealingWarmRestarts of(int t0) {
    return new CosineAnnealingWarmRestarts(t0, 1, 0);
  }

  @Override
  public double lr(double initial, long t) {
    long length = t0;
    long at = tMult == 1 ? t % t0 : t;
    while (at >= length) {
      at -= length;
      length *= tMult;
    }
    return etaMin + (initial - etaMin) * (1 + StrictMath.cos(Math.PI * at / length)) / 2;
  }
}
