package rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShuffleTest {

  @Test
  void anOrderFollowsFromSeedAndEpochAlone() {
    assertThat(new Shuffle(3).order(50, 7)).isEqualTo(new Shuffle(3).order(50, 7));
    assertThat(new Shuffle(3).order(50, 7)).isNotEqualTo(new Shuffle(3).order(50, 8));
    assertThat(new Shuffle(3).order(50, 7)).isNotEqualTo(new Shuffle(4).order(50, 7));
    // A seed and its neighbour are not the same orders, one epoch apart.
    assertThat(new Shuffle(3).order(50, 1)).isNotEqualTo(new Shuffle(4).order(50, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyExampleIsInOneBatchOfSimilarLengths(long seed) {
    var random = new SplittableRandom(seed);
    int[] lengths = random.ints(random.nextInt(1, 3000), 1, 100).toArray();
    int batchSize = random.nextInt(1, 40);
    int[][] batches = new Shuffle(seed).bySimilarLength(lengths, batchSize, seed);
    assertThat(Stream.of(batches).flatMapToInt(Arrays::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, lengths.length).boxed().toList());
    assertThat(batches).hasNumberOfRows(Math.ceilDiv(lengths.length, batchSize));
    // In a full pool of 50 batches of lengths 1 to 99 a batch spans some 2 lengths.
    long padding =
        Stream.of(batches)
            .mapToLong(batch -> {
              int longest = IntStream.of(batch).map(i -> lengths[i]).max().orElse(0);
              return IntStream.of(batch).map(i -> longest - lengths[i]).sum();
            })
            .sum();
    assertThat(padding).isLessThanOrEqualTo(5L * lengths.length + 100L * batchSize);
  }

  /// Oracle: the same order from boxed numbers, sorted by a sort that is known to be stable.
  @Test
  void examplesOfOneLengthStayInTheirRandomOrder() {
    int[] lengths = new SplittableRandom(9).ints(500, 1, 6).toArray();
    var shuffle = new Shuffle(2);
    int[] order = shuffle.order(lengths.length, 3);
    int[] sorted =
        IntStream.of(order)
            .boxed()
            .sorted(Comparator.comparingInt(i -> lengths[i]))
            .mapToInt(i -> i)
            .toArray();
    int[][] batches = shuffle.bySimilarLength(lengths, 10, 3); // all in one pool
    for (int[] batch : batches) {
      int at =
          IntStream.range(0, sorted.length)
              .filter(i -> sorted[i] == batch[0])
              .findFirst()
              .orElseThrow();
      assertThat(batch).isEqualTo(Arrays.copyOfRange(sorted, at, at + 10));
    }
  }

  /// Oracle: the lengths in an array.
  @Test
  void lengthsMayBeLookedUpWhenTheyAreNeeded() {
    int[] lengths = new SplittableRandom(4).ints(333, 1, 50).toArray();
    Batches<int[]> given =
        ExampleBatches.bySimilarLength(lengths, 8, new Shuffle(1), "", numbers -> numbers);
    Batches<int[]> found =
        ExampleBatches.bySimilarLength(
            lengths.length, i -> lengths[i], 8, new Shuffle(1), "", numbers -> numbers);
    assertThat(found.batchesPerEpoch()).isEqualTo(given.batchesPerEpoch()).hasValue(42);
    try (BatchReader<int[]> expected = given.epoch(2, 5);
        BatchReader<int[]> actual = found.epoch(2, 5)) {
      for (int[] batch = expected.next(); batch != null; batch = expected.next()) {
        assertThat(actual.next()).isEqualTo(batch);
      }
      assertThat(actual.next()).isNull();
    }
  }
}
