package rnn4j.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Oracle: the only order, or the only even spacing, that the cells allow.
final class DateColumnTest {

  @Test
  void aDayBeyondTwelveTellsTheOrder() {
    DateColumn column = DateColumn.of(List.of("11/01/2020", "12/01/2020", "13/01/2020"), false);
    assertThat(column.order()).isEqualTo(DateOrder.DAY_FIRST);
    assertThat(column.doubtful()).isFalse();
  }

  @Test
  void otherwiseEvenStepsTellTheOrder() {
    DateColumn days = DateColumn.of(List.of("01/02/2020", "02/02/2020", "03/02/2020"), false);
    assertThat(days.order()).isEqualTo(DateOrder.DAY_FIRST);
    assertThat(days.doubtful()).isTrue();
    DateColumn months = DateColumn.of(List.of("02/01/2020", "02/02/2020", "02/03/2020"), false);
    assertThat(months.order()).isEqualTo(DateOrder.MONTH_FIRST);
  }

  @Test
  void theFirstCellThatIsNoDateIsNamed() {
    DateColumn column = DateColumn.of(List.of("2020-01-01", "", "oops", "2020-01-04"), false);
    assertThat(column.firstWrong()).isEqualTo(2);
    assertThat(column.fits()).isFalse();
  }
}
