package rnn4j.cli.csv;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The dates of a column, read in the order of day and month that suits all of it.
///
/// @param moments one for each cell; null where the cell is missing, or at [#firstWrong()] no date
/// @param order what was taken for the order of day and month
/// @param doubtful whether the other order would have fitted too, and given other dates
/// @param firstWrong the first cell that is no date, or -1
public record DateColumn(
    List<@Nullable Moment> moments, DateOrder order, boolean doubtful, int firstWrong) {

  /// Reads a column, in the order with which more cells are dates; if both will do, the one that
  /// gives the more even steps; if they still tie, month first.
  ///
  /// @param numbers whether digits alone may be dates
  public static DateColumn of(List<String> cells, boolean numbers) {
    DateColumn monthFirst = read(cells, DateOrder.MONTH_FIRST, numbers);
    DateColumn dayFirst = read(cells, DateOrder.DAY_FIRST, numbers);
    boolean monthFits = monthFirst.firstWrong < 0;
    if (monthFits != dayFirst.firstWrong < 0) {
      return monthFits ? monthFirst : dayFirst;
    }
    if (!monthFits) {
      return monthFirst.count() >= dayFirst.count() ? monthFirst : dayFirst;
    }
    boolean same = monthFirst.moments.equals(dayFirst.moments);
    boolean month = same || monthFirst.distinctSteps() <= dayFirst.distinctSteps();
    return new DateColumn(
        month ? monthFirst.moments : dayFirst.moments,
        month ? DateOrder.MONTH_FIRST : DateOrder.DAY_FIRST,
        !same,
        -1);
  }

  /// Returns whether every cell is a date or missing, and most are dates.
  public boolean fits() {
    return firstWrong < 0 && count() * 2 > moments.size();
  }

  /// Returns how many different dates there are.
  public long distinct() {
    return moments.stream().filter(Objects::nonNull).distinct().count();
  }

  private long count() {
    return moments.stream().filter(Objects::nonNull).count();
  }

  private static DateColumn read(List<String> cells, DateOrder order, boolean numbers) {
    List<@Nullable Moment> moments = new ArrayList<>(cells.size());
    int firstWrong = -1;
    for (int row = 0; row < cells.size(); row++) {
      Moment moment =
          Missing.is(cells.get(row)) ? null : DateText.parse(cells.get(row), order, numbers);
      if (moment == null && firstWrong < 0 && !Missing.is(cells.get(row))) {
        firstWrong = row;
      }
      moments.add(moment);
    }
    return new DateColumn(moments, order, false, firstWrong);
  }

  private int distinctSteps() {
    Set<Duration> steps = new HashSet<>();
    LocalDateTime previous = null;
    for (Moment moment : moments) {
      if (moment != null) {
        if (previous != null) {
          steps.add(Duration.between(previous, moment.time()));
        }
        previous = moment.time();
      }
    }
    return steps.size();
  }
}
