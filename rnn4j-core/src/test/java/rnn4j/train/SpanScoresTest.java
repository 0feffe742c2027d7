package rnn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracle: spans counted by hand, by the rules of `conlleval`.
final class SpanScoresTest {

  /// The columns are the tags, then how many spans there were, were predicted and were right.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B-X I-X O B-Y  |B-X I-X O B-Y  |2|2|2",
        "B-X I-X O      |B-X O O        |1|1|0", // an end is wrong
        "B-X I-X I-X    |B-X I-X B-X    |1|2|0", // one in two pieces
        "B-X B-X        |B-X I-X        |2|1|0", // two taken for one
        "B-X I-X        |B-Y I-Y        |1|1|0", // another kind
        "B-X I-X        |B-X I-Y        |1|2|0", // I of another kind begins a span
        "O B-X I-X      |O I-X I-X      |1|1|1", // I after O begins a span
        "I-X I-X O      |B-X I-X O      |1|1|1", // the same span in IOB1
        "I-X I-Y B-Y I-Y|B-X B-Y B-Y I-Y|3|3|3", // IOB1: B only where it must be
        "O O            |O O            |0|0|0",
        "O O            |O B-X          |0|1|0",
        "S-X B-X E-X O  |B-X B-X I-X O  |2|2|2", // IOBES
        "B-X E-X I-X    |B-X I-X O      |2|1|1", // nothing goes on after E
        "B-X-1 I-X-1    |B-X-1 I-X-2    |1|2|0", // the kind has a dash
      })
  void spansAreCounted(String actual, String predicted, long had, long said, long right) {
    var scores = new SpanScores();
    scores.add(List.of(actual.split(" ")), List.of(predicted.split(" ")));
    assertThat(scores.actual()).isEqualTo(had);
    assertThat(scores.predicted()).isEqualTo(said);
    assertThat(scores.right()).isEqualTo(right);
  }

  @Test
  void aSpanEndsWithItsSentence() {
    var scores = new SpanScores();
    scores.add(List.of("O", "B-X"), List.of("O", "B-X"));
    scores.add(List.of("I-X", "O"), List.of("O", "O"));
    assertThat(scores.actual()).isEqualTo(2);
    assertThat(scores.precision()).isEqualTo(1);
    assertThat(scores.recall()).isEqualTo(0.5);
    assertThat(scores.f1()).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void withoutSpansAllScoresAreZero() {
    var scores = new SpanScores();
    scores.add(List.of("O"), List.of("O"));
    assertThat(List.of(scores.precision(), scores.recall(), scores.f1())).containsOnly(0.0);
  }

  @Test
  void tagsOfSpansAreTold() {
    assertThat(SpanScores.areTags(List.of("O", "B-PER", "I-PER"))).isTrue();
    assertThat(SpanScores.areTags(List.of("I-NP", "O"))).isTrue();
    assertThat(SpanScores.areTags(List.of("O"))).isFalse();
    assertThat(SpanScores.areTags(List.of("O", "B-PER", "NOUN"))).isFalse();
    assertThat(SpanScores.areTags(List.of("B-", "O"))).isFalse();
  }

  @Test
  void faultsAreTold() {
    var scores = new SpanScores();
    assertThatThrownBy(() -> scores.add(List.of("O"), List.of()))
        .hasMessage("SpanScores.add: predicted has 0 tags, expected 1 as actual has");
    assertThatThrownBy(() -> scores.add(List.of("O"), List.of("NOUN")))
        .hasMessage(
            "SpanScores.add: found tag \"NOUN\", expected O or B-, I-, E- or S- and a kind");
  }
}
