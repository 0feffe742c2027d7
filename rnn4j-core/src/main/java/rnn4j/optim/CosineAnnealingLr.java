package rnn4j.optim;

/// Takes the learning rate down to `etaMin` along half a cosine, and up again after that, as
/// `CosineAnnealingLR` (Loshchilov and Hutter 2016, arXiv 1608.03983):
///
/// ```
/// lr_t = etaMin + (lr_0 - etaMin) * (1 + cos(pi * t / tMax)) / 2
/// ```
///
/// @param tMax steps of the way down
/// @param etaMin least learning rate
public record CosineAnnealingLr(int tMax, double etaMin) implements Schedule {

  /// Checks the options.
  public CosineAnnealingLr {
    Checks.requireAtLeastOne("CosineAnnealingLr", "tMax", tMax);
    Checks.requireNotNegative("CosineAnnealingLr", "etaMin", etaMin);
  }

  /// Returns a schedule down to 0.
  public static CosineAnnealingLr of(int tMax) {
    return new CosineAnnealingLr(tMax, 0);
  }

  @Override
  public double lr(double initial, long t) {
    return etaMin + (initial - etaMin) * (1 + StrictMath.cos(Math.PI * t / tMax)) / 2;
  }
}
