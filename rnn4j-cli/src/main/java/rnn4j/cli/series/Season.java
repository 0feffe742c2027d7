package rnn4j.cli.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The length of the pattern that a series repeats.
///
/// @param length in rows; 1 if there is none
/// @param reason how it was found, a phrase for the user
public record Season(int length, String reason) {
  /// Fewer repetitions than this are no proof.
  private static final double MIN_CYCLES = 2.5;

  /// A longer season of the calendar must show so much more than a shorter one, of which it mostly
  /// is a multiple.
  private static final double MARGIN = 0.05;

  /// A season not known from the calendar is looked for among these lengths, in the last rows.
  private static final int MIN_CYCLES_FREE = 3;

  private static final int MAX_FREE = 400;
  private static final int MAX_ROWS_FREE = 5000;

  /// Returns whether the series has a season.
  public boolean exists() {
    return length > 1;
  }

  /// Looks for a season in the training part: the calendar offers some (a year of weeks, a day of
  /// hours), the best of which is taken if the values bear it out; otherwise any length will do
  /// that they bear out more strongly.
  ///
  /// The measure is the autocorrelation at that distance after a moving average over one season,
  /// which carries all slower movement, has been taken away.
  public static Season detect(double[] training, Optional<TimeStep> step) {
    Season best = new Season(1, "none found");
    double bestCorrelation = 0;
    for (Candidate candidate : candidates(step)) {
      if (training.length >= MIN_CYCLES * candidate.length) {
        double correlation = correlation(training, candidate.length);
        if (correlation > bestCorrelation + MARGIN
            && correlation > chance(training, candidate.length)) {
          bestCorrelation = correlation;
          best = found(candidate.length, candidate.name, correlation);
        }
      }
    }
    return best.exists() ? best : free(training);
  }

  private static Season found(int length, String how, double correlation) {
    return new Season(length, "%s, autocorrelation %.2f".formatted(how, correlation));
  }

  /// What a random walk seldom reaches: one in a hundred does, as a simulation of 400 walks each of
  /// 40 to 4000 rows shows. The fewer repetitions, the more often it seems to repeat itself.
  private static double chance(double[] values, int length) {
    return Math.max(0.2, 1.2 / Math.sqrt((double) values.length / length));
  }

  /// The same where any length will do, so that there are many chances.
  private static double chanceOfMany(double[] values, int length) {
    return Math.max(0.3, 1.6 / Math.sqrt((double) values.length / length));
  }

  private record Candidate(int length, String name) {}

  private static List<Candidate> candidates(Optional<TimeStep> step) {
    List<Candidate> result = new ArrayList<>();
    if (step.isPresent()) {
      double days = step.get().days();
      boolean business = step.get().unit() == TimeStep.Unit.BUSINESS_DAY;
      add(result, 1.0 / 24 / days, "one hour");
      add(result, 1 / days, "one day");
      add(result, 7 / days, "one week");
      if (days >= 1.0 / 24) {
        add(result, business ? 261 : 365.25 / days, "one year");
      }
    }
    return result;
  }

  /// Only a year may be a broken number of rows.
  private static void add(List<Candidate> candidates, double rows, String name) {
    int length = (int) Math.round(rows);
    if (length >= 2 && (name.equals("one year") || Math.abs(rows - length) < 1e-9)) {
      candidates.add(new Candidate(length, name));
    }
  }

  /// The shortest length that stands out from its neighbours and is nearly as good as the best:
  /// twice a season is a season too.
  private static Season free(double[] training) {
    double[] tail = tail(training, MAX_ROWS_FREE);
    int longest = Math.min(tail.length / MIN_CYCLES_FREE, MAX_FREE);
    double[] correlation = new double[longest + 2];
    double most = 0;
    for (int length = 3; length <= longest + 1 && length < tail.length; length++) {
      correlation[length] = correlation(tail, length);
      if (length <= longest && correlation[length] > chanceOfMany(tail, length)) {
        most = Math.max(most, correlation[length]);
      }
    }
    for (int length = 4; length <= longest; length++) {
      double here = correlation[length];
      if (here > chanceOfMany(tail, length)
          && here >= 0.9 * most
          && here >= correlation[length - 1]
          && here >= correlation[length + 1]) {
        return found(length, "from the values", here);
      }
    }
    return new Season(1, "none found");
  }

  private static double[] tail(double[] values, int most) {
    return values.length <= most
        ? values
        : java.util.Arrays.copyOfRange(values, values.length - most, values.length);
  }

  /// The autocorrelation at a distance of what is left of the values after a centred moving average
  /// of that width; 0 if nothing is left.
  static double correlation(double[] values, int length) {
    double[] rest = withoutMovingAverage(values, length);
    double product = 0;
    double square = 0;
    for (int t = 0; t < rest.length; t++) {
      square += rest[t] * rest[t];
      product += t >= length ? rest[t] * rest[t - length] : 0;
    }
    double scale = rest.length - length <= 0 ? 0 : (double) rest.length / (rest.length - length);
    return square <= 1e-18 * energy(values) ? 0 : product / square * scale;
  }

  private static double energy(double[] values) {
    double sum = Double.MIN_NORMAL;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /// An even width takes half of each end, as is usual for seasonal averages.
  private static double[] withoutMovingAverage(double[] values, int width) {
    double[] sums =
        new double[values.length + 1]; // of all before; from the first, to lose no digits
    for (int t = 0; t < values.length; t++) {
      sums[t + 1] = sums[t] + (values[t] - values[0]);
    }
    int half = width / 2;
    double[] rest = new double[Math.max(0, values.length - 2 * half)];
    for (int t = half; t < values.length - half; t++) {
      double sum = sums[t + half + 1] - sums[t - half];
      if (width % 2 == 0) {
        sum -= (values[t - half] + values[t + half]) / 2 - values[0];
      }
      rest[t - half] = values[t] - values[0] - sum / width;
    }
    return rest;
  }
}
