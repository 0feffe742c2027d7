package rnn4j.cli.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Where an axis has marks, and what stands beside them.
///
/// @param places in the units of the axis
/// @param labels one for each place
public record Ticks(List<Double> places, List<String> labels) {
  public Ticks {
    places = List.copyOf(places);
    labels = List.copyOf(labels);
  }

  /// Returns marks at multiples of 1, 2 or 5 times a power of ten.
  ///
  /// @param most how many at most, roughly
  public static Ticks numbers(double low, double high, int most) {
    BigDecimal step = niceStep((high - low) / most);
    List<Double> places = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    BigDecimal factor = BigDecimal.valueOf(Math.ceil(low / step.doubleValue() - 1e-9));
    for (BigDecimal at = step.multiply(factor);
        at.doubleValue() <= high + 1e-9 * (high - low);
        at = at.add(step)) {
      places.add(at.doubleValue());
      labels.add(label(at));
    }
    return new Ticks(places, labels);
  }

  /// Returns the same labels at other places.
  public Ticks shifted(double by) {
    return new Ticks(places.stream().map(place -> place + by).toList(), labels);
  }

  private static String label(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.signum() == 0) {
      return "0";
    }
    int exponent = plain.precision() - plain.scale();
    return exponent > 7 || exponent < -4 ? plain.toString() : plain.toPlainString();
  }

  /// Decimal, so that ten steps of 0.1 are 1.
  private static BigDecimal niceStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return decimal(factor, power);
      }
    }
    return decimal(10, power);
  }

  private static BigDecimal decimal(int factor, double power) {
    int exponent = (int) Math.round(Math.log10(power));
    return BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
  }
}
