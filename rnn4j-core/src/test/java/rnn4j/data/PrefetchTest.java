package rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PrefetchTest {

  @Test
  void theOrderStaysTheSame() {
    Batches<int[]> plain =
        ExampleBatches.shuffled(100, 7, new Shuffle(1), "numbers", numbers -> numbers);
    Prefetch<int[]> ahead = Prefetch.of(plain);
    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(all(ahead.epoch(epoch, epoch))).isDeepEqualTo(all(plain.epoch(epoch, epoch)));
    }
    assertThat(ahead.fingerprint()).isEqualTo("numbers");
    assertThat(ahead.batchesPerEpoch()).hasValue(15);
  }

  @Test
  void aFailureComesWhereItsBatchWouldHave() {
    Batches<int[]> failing =
        ExampleBatches.inOrder(
            4,
            1,
            "numbers",
            numbers -> {
              if (numbers[0] == 2) {
                throw new UncheckedIOException(new IOException("the disk is gone"));
              }
              return numbers;
            });
    try (BatchReader<int[]> reader = Prefetch.of(failing).epoch(0, 0)) {
      assertThat(reader.next()).containsExactly(0);
      assertThat(reader.next()).containsExactly(1);
      assertThatThrownBy(reader::next).hasMessageContaining("the disk is gone");
    }
  }

  @Test
  void closingEarlyEndsTheReading() {
    var made = new AtomicInteger();
    Batches<int[]> counted =
        ExampleBatches.inOrder(
            1000,
            1,
            "numbers",
            numbers -> {
              made.incrementAndGet();
              return numbers;
            });
    BatchReader<int[]> reader = Prefetch.of(counted).epoch(0, 0);
    reader.next();
    reader.close();
    assertThat(made).hasValueLessThanOrEqualTo(4); // one taken, two ready, one in the making
  }

  private static int[][] all(BatchReader<int[]> reader) {
    List<int[]> all = new ArrayList<>();
    try (reader) {
      for (int[] batch = reader.next(); batch != null; batch = reader.next()) {
        all.add(batch);
      }
    }
    return all.toArray(int[][]::new);
  }
}
