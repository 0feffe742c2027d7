package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.CliException;

/// Oracle: tables written out by hand.
final class CsvTableTest {

  @Test
  void cellsAreKnownByTheirColumn() {
    CsvTable table = CsvTable.parse("f.csv", "date,value\n2020-01-01,1\n2020-01-02,2.5\n");
    assertThat(table.header()).containsExactly("date", "value");
    assertThat(table.cells(0)).containsExactly("2020-01-01", "2020-01-02");
    assertThat(table.numbers(1)).containsExactly(1, 2.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsFoundOut(String delimiter) {
    CsvTable table = CsvTable.parse("f.csv", "a_b_c\n1_2_3\n".replace("_", delimiter));
    assertThat(table.delimiter()).isEqualTo(delimiter.charAt(0));
  }

  @Test
  void decimalCommasAreReadWhereTheDelimiterIsASemicolon() {
    CsvTable table = CsvTable.parse("f.csv", "t;x\n1;1,5\n2;1.234,25\n3;-2\n");
    assertThat(table.numbers(1)).containsExactly(1.5, 1234.25, -2);
  }

  @Test
  void thousandsMayBeGrouped() {
    CsvTable table = CsvTable.parse("f.csv", "t,x\n1,\"1,234.5\"\n2,\"12,345,678\"\n");
    assertThat(table.numbers(1)).containsExactly(1234.5, 12345678);
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndLineBreaks() {
    CsvTable table = CsvTable.parse("f.csv", "\"a, b\",\"c \"\"d\"\"\"\r\n\"x\r\ny\" , \"3\"\r\n");
    assertThat(table.header()).containsExactly("a, b", "c \"d\"");
    assertThat(table.cells(0)).containsExactly("x\r\ny");
    assertThat(table.numbers(1)).containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "nan", "NaN", "?", "null", "N/A", "-", " "})
  void aCellMaySayThatItHasNoValue(String missing) {
    CsvTable table = CsvTable.parse("f.csv", "t,x\n1,5\n2," + missing + "\n3,7\n");
    assertThat(table.numbers(1)).containsExactly(5, Double.NaN, 7);
    assertThat(table.isNumeric(1)).isTrue();
  }

  @Test
  void blankLinesAreSkippedButInATableOfOneColumnTheyAreMissingValues() {
    assertThat(CsvTable.parse("f.csv", "\na,b\n1,2\n\n3,4\n\n").numbers(1)).containsExactly(2, 4);
    assertThat(CsvTable.parse("f.csv", "a\n1\n\n3\n\n\n").numbers(0))
        .containsExactly(1, Double.NaN, 3);
  }

  @Test
  void rowsMayEndWithADelimiter() {
    assertThat(CsvTable.parse("f.csv", "a,b\n1,2,\n3,4,\n").numbers(1)).containsExactly(2, 4);
  }

  @Test
  void aColumnIsFoundWithoutRegardToCaseIfThatIsClear() {
    CsvTable table = CsvTable.parse("f.csv", "Time,Value,value\n1,2,3\n");
    assertThat(table.column("time")).isZero();
    assertThat(table.column("value")).isEqualTo(2);
    assertThatThrownBy(() -> table.column("VALUE"))
        .hasMessage("f.csv: 2 columns are named \"VALUE\", expected one");
    assertThatThrownBy(() -> table.column("x"))
        .hasMessage("f.csv: there is no column \"x\", found Time, Value, value");
  }

  @Test
  void aCellThatIsNoNumberIsNamedWithItsLine() {
    CsvTable table = CsvTable.parse("f.csv", "t,x\n1,5\n\n2,abc\n");
    assertThat(table.isNumeric(1)).isFalse();
    assertThatThrownBy(() -> table.numbers(1))
        .isInstanceOf(CliException.class)
        .hasMessage("f.csv: line 4, column \"x\": \"abc\" is not a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "''!the file is empty, expected a header and rows",
        "'\\n \\n'!the file is empty, expected a header and rows",
        "'a,b\\n'!there is a header but no row under it",
        "'a,b\\n1,2\\n3\\n'!line 3 has 1 cells, the header has 2",
        "'a,b\\n1,2\\n3,4,5\\n'!line 3 has 3 cells, the header has 2",
        "'1,2\\n3,4\\n'!the first line holds numbers only (1, 2), expected a header",
        "'a,b\\n1,\"2\\n3,4\\n'!not a CSV file",
      })
  void whatIsNoTableIsRefused(String text, String message) {
    String unescaped = text.substring(1, text.length() - 1).replace("\\n", "\n");
    assertThatThrownBy(() -> CsvTable.parse("f.csv", unescaped))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("f.csv: " + message);
  }
}
