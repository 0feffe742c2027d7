package rnn4j.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Values as Python prints them, for the printed form of modules.
final class Python {
  private Python() {}

  static String text(boolean value) {
    return value ? "True" : "False";
  }

  /// Returns the shortest digits that mean the value; with an exponent below `1e-4` and from
  /// `1e16`.
  static String text(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value).replace("Infinity", "inf").replace("NaN", "nan");
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = decimal.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = decimal.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /// Returns a tuple.
  static String text(int... values) {
    String list =
        Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return values.length == 1 ? "(" + list + ",)" : "(" + list + ")";
  }
}
