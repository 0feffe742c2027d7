package rnn4j.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: marks chosen by hand.
final class TicksTest {

  @Test
  void marksAreRoundNumbers() {
    assertThat(Ticks.numbers(0, 1, 5).labels())
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(Ticks.numbers(310.2, 379.7, 7).labels())
        .containsExactly("320", "330", "340", "350", "360", "370");
    assertThat(Ticks.numbers(-3e6, 4e6, 4).labels())
        .containsExactly("-2000000", "0", "2000000", "4000000");
    assertThat(Ticks.numbers(1e-7, 3e-7, 2).labels()).containsExactly("1E-7", "2E-7", "3E-7");
  }

  @Test
  void labelsStandAtTheirNumbers() {
    Ticks ticks = Ticks.numbers(0.95, 1.32, 4);
    assertThat(ticks.places()).containsExactly(1.0, 1.1, 1.2, 1.3);
    assertThat(ticks.shifted(2).places()).containsExactly(3.0, 3.1, 3.2, 3.3);
  }
}
