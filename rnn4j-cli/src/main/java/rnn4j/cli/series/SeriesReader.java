package rnn4j.cli.series;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.CsvTable;
import rnn4j.cli.csv.DateColumn;
import rnn4j.cli.csv.Moment;
import rnn4j.cli.csv.Moment.Precision;

/// Makes a series of a table: finds the columns, puts the rows in order of time, one for each step.
///
/// @param column the target; null for the last numeric column
/// @param inputs further columns that help to forecast it
/// @param dateColumns columns that together hold the date; if none, they are looked for
public record SeriesReader(@Nullable String column, List<String> inputs, List<String> dateColumns) {

  private static final Pattern DATE_NAME =
      Pattern.compile(
          "date|time|year|yr|month|quarter|week|day|hour|minute|period|epoch|ds",
          Pattern.CASE_INSENSITIVE);

  /// What a table says about time.
  private record Dates(List<Integer> columns, DateColumn dates) {
    String names(CsvTable table) {
      return String.join(" ", columns.stream().map(table.header()::get).toList());
    }
  }

  /// One row of the series under way.
  private record Row(LocalDateTime time, double target, List<Double> inputs) {}

  /// Returns the series in a table.
  ///
  /// @throws CliException if a column is not there or does not hold what it should
  public TimeSeries read(CsvTable table) {
    Dates dates = dateColumns.isEmpty() ? findDates(table) : givenDates(table);
    int target = column == null ? lastNumeric(table, dates) : table.column(column);
    requireOthers(table, target);
    double[] values = table.numbers(target);
    double[][] extra =
        inputs.stream().map(name -> table.numbers(table.column(name))).toArray(double[][]::new);
    requireSome(table, target, values);
    for (int k = 0; k < extra.length; k++) {
      requireSome(table, table.column(inputs.get(k)), extra[k]);
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "column \"%s\"%s"
                .formatted(
                    table.header().get(target), column == null ? " (the last numeric one)" : "")
            + (inputs.isEmpty() ? "" : ", further inputs: " + String.join(", ", inputs)));
    if (dates == null) {
      notes.add("no column of dates found: the rows are taken in order, at even steps");
      return trimmed(table, target, new TimeAxis.Rows(), values, extra, notes);
    }
    return inTime(table, target, dates, values, extra, notes);
  }

  /// Refuses inputs that add nothing: the series itself, or a column twice.
  private void requireOthers(CsvTable table, int target) {
    Set<Integer> seen = new HashSet<>(Set.of(target));
    for (String name : inputs) {
      if (!seen.add(table.column(name))) {
        throw new CliException(
            "%s: column \"%s\" is given twice, expected each once as the column to forecast or as an input"
                .formatted(table.source(), name));
      }
    }
  }

  private static void requireSome(CsvTable table, int column, double[] values) {
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new CliException(
          "%s: column \"%s\" has no value in any row"
              .formatted(table.source(), table.header().get(column)));
    }
  }

  private static int lastNumeric(CsvTable table, @Nullable Dates dates) {
    for (int c = table.header().size() - 1; c >= 0; c--) {
      if ((dates == null || !dates.columns.contains(c)) && table.isNumeric(c)) {
        return c;
      }
    }
    throw new CliException(
        "%s: there is no numeric column to forecast, found %s"
            .formatted(table.source(), table.found()));
  }

  private Dates givenDates(CsvTable table) {
    List<Integer> columns = dateColumns.stream().map(table::column).toList();
    DateColumn dates = DateColumn.of(joined(table, columns), true);
    if (dates.firstWrong() >= 0) {
      throw new CliException(
          "%s: line %d, column \"%s\": \"%s\" is not a date"
              .formatted(
                  table.source(),
                  table.line(dates.firstWrong()),
                  String.join(" ", dateColumns),
                  joined(table, columns).get(dates.firstWrong())));
    }
    if (dates.distinct() < 2) {
      throw new CliException(
          "%s: column \"%s\" has %d dates, expected one for each row"
              .formatted(table.source(), String.join(" ", dateColumns), dates.distinct()));
    }
    return new Dates(columns, dates);
  }

  /// Takes the first column that holds dates, and the next ones too if they make its dates finer.
  private @Nullable Dates findDates(CsvTable table) {
    for (int c = 0; c < table.header().size(); c++) {
      DateColumn dates = DateColumn.of(table.cells(c), mayBeDigits(table, c));
      if (!isUsed(table, c) && dates.fits()) {
        Dates found = finer(table, new Dates(List.of(c), dates));
        if (found.dates.distinct() > 1) {
          return found;
        }
      }
    }
    return null;
  }

  private Dates finer(CsvTable table, Dates dates) {
    Dates finest = dates;
    for (int next = dates.columns.getFirst() + 1; next < table.header().size(); next++) {
      boolean needed = finest.dates.distinct() < table.rowCount();
      boolean named = DATE_NAME.matcher(table.header().get(next)).find();
      if (!needed || !named || isUsed(table, next)) {
        break;
      }
      List<Integer> columns = new ArrayList<>(finest.columns);
      columns.add(next);
      DateColumn joined = DateColumn.of(joined(table, columns), true);
      if (!joined.fits() || joined.distinct() <= finest.dates.distinct()) {
        break;
      }
      finest = new Dates(columns, joined);
    }
    return finest;
  }

  /// Whether the user wants a column for something else.
  private boolean isUsed(CsvTable table, int c) {
    String name = table.header().get(c);
    return name.equals(column) || inputs.contains(name);
  }

  /// Digits alone are dates only in a column that is named so, or that is the first and counts
  /// likely years one by one; and only if another column is left to forecast.
  private static boolean mayBeDigits(CsvTable table, int column) {
    if (!table.isNumeric(column)) {
      return true;
    }
    boolean other = false;
    for (int c = 0; c < table.header().size(); c++) {
      other |= c != column && table.isNumeric(c);
    }
    if (!other) {
      return false;
    }
    if (DATE_NAME.matcher(table.header().get(column)).find()) {
      return true;
    }
    double[] numbers = table.numbers(column);
    boolean years = column == 0 && numbers[0] >= 1600 && numbers[numbers.length - 1] <= 2100;
    for (int i = 1; i < numbers.length; i++) {
      years &= numbers[i] == numbers[i - 1] + 1;
    }
    return years;
  }

  private static List<String> joined(CsvTable table, List<Integer> columns) {
    List<String> cells = new ArrayList<>(table.cells(columns.getFirst()));
    for (int c : columns.subList(1, columns.size())) {
      List<String> more = table.cells(c);
      for (int row = 0; row < cells.size(); row++) {
        cells.set(row, cells.get(row) + " " + more.get(row));
      }
    }
    return cells;
  }

  private TimeSeries inTime(
      CsvTable table,
      int target,
      Dates found,
      double[] values,
      double[][] extra,
      List<String> notes) {
    DateColumn dates = found.dates;
    Precision precision = Precision.YEAR;
    List<Row> rows = new ArrayList<>();
    int undated = 0;
    for (int i = 0; i < values.length; i++) {
      Moment moment = dates.moments().get(i);
      if (moment == null) {
        undated++;
        continue;
      }
      precision = precision.compareTo(moment.precision()) >= 0 ? precision : moment.precision();
      List<Double> more = new ArrayList<>();
      for (double[] input : extra) {
        more.add(input[i]);
      }
      rows.add(new Row(moment.time(), values[i], more));
    }
    boolean ordered = isOrdered(rows);
    Map<LocalDateTime, List<Row>> byTime = new TreeMap<>();
    rows.forEach(row -> byTime.computeIfAbsent(row.time, t -> new ArrayList<>()).add(row));
    rows.clear();
    byTime.forEach((time, same) -> rows.add(mean(time, same)));

    TimeStep step = TimeStep.detect(rows.stream().map(Row::time).toList());
    String order = dates.doubtful() ? ", read as " + dates.order() : "";
    boolean sparse = step != null && grid(step, rows) > 2L * rows.size();
    boolean even = step != null && !sparse;
    notes.add(
        "dates in column \"%s\"%s, %s"
            .formatted(
                found.names(table),
                order,
                even ? "every " + step : "at uneven steps: the rows are taken in order"));
    if (undated > 0) {
      notes.add(counted(undated, "row") + " without a date left out");
    }
    if (!ordered) {
      notes.add("the rows were not in order of time: sorted");
    }
    int repeated = values.length - undated - rows.size();
    if (repeated > 0) {
      notes.add(
          counted(repeated, "row") + " with a date that was there already: the mean is taken");
    }
    if (!even) {
      TimeAxis axis = new TimeAxis.Uneven(rows.stream().map(Row::time).toList(), precision);
      return trimmed(table, target, axis, column(rows, -1), columns(rows, extra.length), notes);
    }
    List<Row> filled = onGrid(rows, Objects.requireNonNull(step), extra.length);
    if (filled.size() > rows.size()) {
      notes.add(
          counted(filled.size() - rows.size(), "date")
              + " left out in the file put in, without a value");
    }
    TimeAxis axis = new TimeAxis.Even(rows.getFirst().time, step, precision);
    return trimmed(table, target, axis, column(filled, -1), columns(filled, extra.length), notes);
  }

  private static boolean isOrdered(List<Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).time.isBefore(rows.get(i - 1).time)) {
        return false;
      }
    }
    return true;
  }

  private static Row mean(LocalDateTime time, List<Row> same) {
    List<Double> inputs = new ArrayList<>();
    for (int k = 0; k < same.getFirst().inputs.size(); k++) {
      int input = k;
      inputs.add(present(same.stream().map(row -> row.inputs.get(input)).toList()));
    }
    return new Row(time, present(same.stream().map(Row::target).toList()), inputs);
  }

  private static double present(List<Double> values) {
    return values.stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  private static long grid(TimeStep step, List<Row> rows) {
    return step.between(rows.getFirst().time, rows.getLast().time) + 1;
  }

  private static List<Row> onGrid(List<Row> rows, TimeStep step, int inputs) {
    List<Row> filled = new ArrayList<>();
    LocalDateTime start = rows.getFirst().time;
    for (Row row : rows) {
      while (filled.size() < step.between(start, row.time)) {
        LocalDateTime time = step.plus(start, filled.size());
        filled.add(new Row(time, Double.NaN, java.util.Collections.nCopies(inputs, Double.NaN)));
      }
      filled.add(row);
    }
    return filled;
  }

  private static double[] column(List<Row> rows, int input) {
    return rows.stream()
        .mapToDouble(row -> input < 0 ? row.target : row.inputs.get(input))
        .toArray();
  }

  private static double[][] columns(List<Row> rows, int inputs) {
    double[][] columns = new double[inputs][];
    for (int k = 0; k < inputs; k++) {
      columns[k] = column(rows, k);
    }
    return columns;
  }

  /// Cuts off rows without a target at both ends: there is nothing to learn from or to score there.
  private TimeSeries trimmed(
      CsvTable table,
      int target,
      TimeAxis axis,
      double[] values,
      double[][] extra,
      List<String> notes) {
    int from = 0;
    int to = values.length;
    while (from < to && Double.isNaN(values[from])) {
      from++;
    }
    while (to > from && Double.isNaN(values[to - 1])) {
      to--;
    }
    if (from == to) {
      throw new CliException(
          "%s: column \"%s\" has no value in a row with a date"
              .formatted(table.source(), table.header().get(target)));
    }
    double[] kept = Arrays.copyOfRange(values, from, to);
    long missing = Arrays.stream(kept).filter(Double::isNaN).count();
    if (from + values.length - to > 0) {
      notes.add(
          counted(from + values.length - to, "row") + " without a value at the ends left out");
    }
    if (missing > 0) {
      notes.add(
          counted(missing, "missing value")
              + " filled in on straight lines between neighbours; none of them is scored");
    }
    long held = 0;
    for (int k = 0; k < extra.length; k++) {
      extra[k] = Arrays.copyOfRange(extra[k], from, to);
      held += Arrays.stream(extra[k]).filter(Double::isNaN).count();
    }
    if (held > 0) {
      notes.add(
          counted(held, "missing value") + " of the further inputs filled in with the one before");
    }
    return new TimeSeries(
        table.source(),
        table.header().get(target),
        from == 0 ? axis : later(axis, from),
        kept,
        inputs,
        extra,
        notes);
  }

  private static TimeAxis later(TimeAxis axis, int rows) {
    return switch (axis) {
      case TimeAxis.Rows all -> all;
      case TimeAxis.Even even ->
          new TimeAxis.Even(even.every().plus(even.start(), rows), even.every(), even.precision());
      case TimeAxis.Uneven uneven ->
          new TimeAxis.Uneven(
              uneven.times().subList(rows, uneven.times().size()), uneven.precision());
    };
  }

  private static String counted(long count, String what) {
    return String.format(Locale.ROOT, "%d %s%s", count, what, count == 1 ? "" : "s");
  }
}
