package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.CsvTable;

/// Oracle: series written out by hand.
final class SeriesReaderTest {

  @Test
  void theLastNumericColumnIsTheTarget() {
    TimeSeries series = read("day,a,b,c\n2020-01-01,1,2,x\n2020-01-02,3,4,y\n");
    assertThat(series.column()).isEqualTo("b");
    assertThat(values(series)).containsExactly(2, 4);
    assertThat(labels(series)).containsExactly("2020-01-01", "2020-01-02", "2020-01-03");
  }

  @Test
  void theTargetMayBeNamedAndOthersBeInputs() {
    TimeSeries series =
        read("day,a,b\n2020-01-01,1,2\n2020-01-02,,4\n2020-01-03,5,6\n", "b", List.of("a"));
    assertThat(series.inputNames()).containsExactly("a");
    assertThat(series.input(0, 1)).isEqualTo(1); // held
    assertThat(series.input(0, 2)).isEqualTo(5);
  }

  @Test
  void withoutDatesTheRowsAreNumbered() {
    TimeSeries series = read("value,note\n5,a\n6,b\n7,c\n");
    assertThat(values(series)).containsExactly(5, 6, 7);
    assertThat(labels(series)).containsExactly("1", "2", "3", "4");
    assertThat(series.notes())
        .contains("no column of dates found: the rows are taken in order, at even steps");
  }

  @Test
  void rowsAreSortedAndRepeatedDatesAveraged() {
    TimeSeries series =
        read("d,x\n2020-01-03,3\n2020-01-01,1\n2020-01-02,2\n2020-01-03,5\n2020-01-03,\n");
    assertThat(values(series)).containsExactly(1, 2, 4);
    assertThat(series.notes())
        .contains(
            "the rows were not in order of time: sorted",
            "2 rows with a date that was there already: the mean is taken");
  }

  @Test
  void datesLeftOutAndMissingValuesAreFilledAndCounted() {
    TimeSeries series = read("d,x\n2020-01-01,1\n2020-01-02,NA\n2020-01-03,3\n2020-01-05,7\n");
    assertThat(values(series)).containsExactly(1, 2, 3, 5, 7);
    assertThat(series.observedCount()).isEqualTo(3);
    assertThat(series.observed(1)).isFalse();
    assertThat(series.observed(3)).isFalse();
    assertThat(series.notes())
        .contains(
            "1 date left out in the file put in, without a value",
            "2 missing values filled in on straight lines between neighbours; none of them is"
                + " scored");
  }

  @Test
  void endsWithoutAValueAreCutOff() {
    TimeSeries series =
        read("d,x\n2020-01-01,\n2020-01-02,2\n2020-01-03,3\n2020-01-04,?\n2020-01-05,\n");
    assertThat(values(series)).containsExactly(2, 3);
    assertThat(labels(series)).containsExactly("2020-01-02", "2020-01-03", "2020-01-04");
    assertThat(series.notes()).contains("3 rows without a value at the ends left out");
  }

  @Test
  void yearsAndOtherDigitsAreDatesIfTheColumnSaysSo() {
    assertThat(labels(read("YEAR,x\n1700,5\n1701,11\n"))).containsExactly("1700", "1701", "1702");
    assertThat(labels(read("date,x\n19580329,5\n19580405,11\n")))
        .containsExactly("1958-03-29", "1958-04-05", "1958-04-12");
    assertThat(labels(read("y,x\n1999,5\n2000,11\n"))).containsExactly("1999", "2000", "2001");
    assertThat(labels(read("id,x\n1001,5\n1002,11\n"))).containsExactly("1", "2", "3");
    assertThat(values(read("year\n1999\n2000\n"))).containsExactly(1999, 2000);
  }

  @Test
  void aDateMayBeCutIntoColumns() {
    assertThat(labels(read("year,month,x\n1949,January,1\n1949,February,2\n")))
        .containsExactly("1949-01", "1949-02", "1949-03");
    assertThat(labels(read("year,month,day,x\n1949,1,31,1\n1949,2,1,2\n1949,2,2,4\n")))
        .containsExactly("1949-01-31", "1949-02-01", "1949-02-02", "1949-02-03");
    assertThat(labels(read("Date;Time;x\n10/03/2004;18.00.00;2,6\n10/03/2004;19.00.00;2\n")))
        .containsExactly("2004-10-03T18:00", "2004-10-03T19:00", "2004-10-03T20:00");
  }

  @Test
  void unevenDatesLeaveTheRowsAsTheyAre() {
    TimeSeries series =
        read(
            "d,x\n2020-01-01 00:00,1\n2020-01-02 07:00,2\n2020-01-05 01:00,3\n2020-01-05 03:00,4\n");
    assertThat(series.length()).isEqualTo(4);
    assertThat(series.axis().step()).isEmpty();
    assertThat(series.axis().label(4)).isEqualTo("2020-01-06T10:00"); // after the median step
  }

  @Test
  void aGridWithMoreHolesThanRowsIsNotFilled() {
    TimeSeries series =
        read("d,x\n2020-01-01,1\n2020-01-02,2\n2020-06-01,3\n2020-06-02,4\n2020-06-03,5\n");
    assertThat(series.length()).isEqualTo(5);
  }

  @Test
  void rowsWithoutADateAreLeftOut() {
    TimeSeries series = read("d,x\n2020-01-01,1\n,9\n2020-01-02,2\n2020-01-03,3\n");
    assertThat(values(series)).containsExactly(1, 2, 3);
    assertThat(series.notes()).contains("1 row without a date left out");
  }

  @Test
  void whatCannotBeASeriesIsRefused() {
    assertRefused(
        "d,x\n2020-01-01,a\n", "f.csv: there is no numeric column to forecast, found d, x");
    assertRefused("d,x\n2020-01-01,1\n", "y", "f.csv: there is no column \"y\", found d, x");
    assertRefused(
        "d,x\n2020-01-01,1\nk,b\n", "x", "f.csv: line 3, column \"x\": \"b\" is not a number");
    assertRefused("d,x\n2020-01-01,NA\n", "x", "f.csv: column \"x\" has no value in any row");
  }

  @Test
  void aWrongDelimiterIsSuspected() {
    assertSuspected("d,x", ';', "\",\"");
    assertSuspected("d;x", ',', "\";\"");
    assertSuspected("d\tx", ',', "a tab");
  }

  private static void assertSuspected(String header, char delimiter, String other) {
    String text = header + "\n" + header.replace("d", "2020-01-01").replace("x", "1") + "\n";
    CsvTable table = CsvTable.parse("f.csv", text, delimiter);
    String found = "found only \"%s\"; does %s stand between cells?".formatted(header, other);
    assertThatThrownBy(() -> new SeriesReader(null, List.of(), List.of()).read(table))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: there is no numeric column to forecast, " + found);
    assertThatThrownBy(() -> new SeriesReader("x", List.of(), List.of()).read(table))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: there is no column \"x\", " + found);
  }

  @Test
  void anInputIsAnotherColumn() {
    String text = "d,x,y\n2020-01-01,1,2\n2020-01-02,3,4\n";
    String fault =
        "f.csv: column \"%s\" is given twice, expected each once as the column to forecast or as an input";
    assertThatThrownBy(() -> read(text, "x", List.of("y", "x")))
        .isInstanceOf(CliException.class)
        .hasMessage(fault.formatted("x"));
    assertThatThrownBy(() -> read(text, "x", List.of("y", "y")))
        .isInstanceOf(CliException.class)
        .hasMessage(fault.formatted("y"));
  }

  @Test
  void aColumnSaidToHoldDatesMustHoldDates() {
    CsvTable table = CsvTable.parse("f.csv", "d,e,x\n2020-01-01,1,1\nsoon,1,2\n");
    assertThatThrownBy(() -> new SeriesReader(null, List.of(), List.of("d")).read(table))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: line 3, column \"d\": \"soon\" is not a date");
    assertThatThrownBy(() -> new SeriesReader(null, List.of(), List.of("none")).read(table))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: there is no column \"none\", found d, e, x");
  }

  private static void assertRefused(String text, String message) {
    assertRefused(text, null, message);
  }

  private static void assertRefused(String text, @Nullable String column, String message) {
    assertThatThrownBy(() -> read(text, column, List.of()))
        .isInstanceOf(CliException.class)
        .hasMessage(message);
  }

  private static TimeSeries read(String text) {
    return read(text, null, List.of());
  }

  private static TimeSeries read(String text, @Nullable String column, List<String> inputs) {
    return new SeriesReader(column, inputs, List.of()).read(CsvTable.parse("f.csv", text));
  }

  private static double[] values(TimeSeries series) {
    return series.values(0, series.length());
  }

  /// The labels of all rows and of the one after the last.
  private static List<String> labels(TimeSeries series) {
    return IntStream.rangeClosed(0, series.length()).mapToObj(series.axis()::label).toList();
  }
}
