package rnn4j.optim;

import java.util.OptionalDouble;

/// Takes the learning rate up to `maxLr` and down again to almost nothing, and the momentum the
/// other way, as `OneCycleLR` (Smith and Topin 2017, arXiv 1708.07120). What the optimiser's
/// learning rate was does not matter.
///
/// @param maxLr the highest learning rate
/// @param totalSteps of the whole cycle
/// @param pctStart share of the steps on the way up, in `[0, 1]`
/// @param linear whether to go on straight lines instead of half cosines
/// @param cycleMomentum whether to change the momentum too
/// @param baseMomentum the least momentum, where the learning rate is highest
/// @param maxMomentum the highest momentum
/// @param divFactor `maxLr` by this is the first learning rate
/// @param finalDivFactor the first learning rate by this is the last one
/// @param threePhase whether to go down as long as up, and then to the last one
public record OneCycleLr(
    double maxLr,
    int totalSteps,
    double pctStart,
    boolean linear,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum,
    double divFactor,
    double finalDivFactor,
    boolean threePhase)
    implements Schedule {

  /// Checks the options.
  public OneCycleLr {
    Checks.requireNotNegative("OneCycleLr", "maxLr", maxLr);
    Checks.requireAtLeastOne("OneCycleLr", "totalSteps", totalSteps);
    Checks.requireShare("OneCycleLr", "pctStart", pctStart);
  }

  /// Returns PyTorch's defaults.
  public static OneCycleLr of(double maxLr, int totalSteps) {
    return new OneCycleLr(maxLr, totalSteps, 0.3, false, true, 0.85, 0.95, 25, 1e4, false);
  }

  /// Returns this with another share of the steps on the way up.
  public OneCycleLr withPctStart(double pctStart) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /// Returns this on straight lines or half cosines.
  public OneCycleLr withLinear(boolean linear) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /// Returns this with or without a change of the momentum.
  public OneCycleLr withCycleMomentum(boolean cycleMomentum) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /// Returns this with two or three phases.
  public OneCycleLr withThreePhase(boolean threePhase) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /// @throws IllegalArgumentException if the cycle is over
  @Override
  public double lr(double initial, long t) {
    double first = maxLr / divFactor;
    double last = first / finalDivFactor;
    return threePhase ? along(t, first, maxLr, first, last) : along(t, first, maxLr, last, last);
  }

  @Override
  public OptionalDouble momentum(long t) {
    return cycleMomentum
        ? OptionalDouble.of(along(t, maxMomentum, baseMomentum, maxMomentum, maxMomentum))
        : OptionalDouble.empty();
  }

  /// Returns the value of a step on the way from the first value to the top, the end of the second
  /// phase and the end.
  private double along(long t, double first, double top, double second, double end) {
    if (t > totalSteps) {
      throw new IllegalArgumentException(
          "OneCycleLr: step is %d, expected at most totalSteps=%d".formatted(t, totalSteps));
    }
    double up = pctStart * totalSteps - 1;
    double down = threePhase ? 2 * pctStart * totalSteps - 2 : totalSteps - 1;
    if (t <= up) {
      return between(first, top, t / up);
    } else if (t <= down || !threePhase) {
      return between(top, second, (t - up) / (down - up));
    }
    return between(second, end, (t - down) / (totalSteps - 1 - down));
  }

  private double between(double start, double end, double way) {
    double share = Math.min(way, 1); // the step after the last one is still allowed
    return linear
        ? (end - start) * share + start
        : end + (start - end) / 2 * (StrictMath.cos(Math.PI * share) + 1);
  }
}
