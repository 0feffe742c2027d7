package rnn4j.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: the C++ standard, which fixes the 10000th word of `std::mt19937` with its default seed.
final class MersenneTwisterTest {

  @Test
  void tenThousandthWordIsTheOneOfTheStandard() {
    var engine = MersenneTwister.seed(5489);
    for (int i = 1; i < 10_000; i++) {
      engine.random();
    }
    assertThat(Integer.toUnsignedLong(engine.random())).isEqualTo(4123659995L);
  }

  @Test
  void sixtyFourBitsStartWithTheirHighHalf() {
    var words = MersenneTwister.seed(3);
    long high = Integer.toUnsignedLong(words.random());
    long low = Integer.toUnsignedLong(words.random());
    assertThat(MersenneTwister.seed(3).random64()).isEqualTo(high << 32 | low);
  }
}
