package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import rnn4j.cli.CliException;

/// Oracle: shares counted by hand.
final class SplitTest {

  @Test
  void thePartsFollowEachOtherInTime() {
    Split split = Split.of(100, 0.15, 0.2);
    assertThat(split).isEqualTo(new Split(65, 80, 100));
    assertThat(split.trainingRows()).isEqualTo(65);
    assertThat(split.validationRows()).isEqualTo(15);
    assertThat(split.testRows()).isEqualTo(20);
  }

  @Test
  void aSeriesThatIsTooShortIsRefused() {
    assertThat(Split.of(24, 0.15, 0.15).trainingRows()).isEqualTo(16);
    assertThatThrownBy(() -> Split.of(23, 0.15, 0.15))
        .isInstanceOf(CliException.class)
        .hasMessage(
            "too few rows: 23 give 17 for training, 3 for validation, 3 for the test, expected at"
                + " least 16, 4 and 4");
  }
}
