package rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StreamBatchesTest {
  private static final Tokens TOKENS = Tokens.of(IntStream.range(0, 24).toArray());

  @Test
  void streamsGoOnFromBatchToBatch() {
    List<StreamBatch> batches = all(new StreamBatches(TOKENS, 2, 4).epoch(0, 0));
    assertThat(batches).hasSize(3); // 23 / 2 = 11 steps
    assertThat(batches.get(0).input().toArray()).containsExactly(0, 11, 1, 12, 2, 13, 3, 14);
    assertThat(batches.get(0).target().toArray()).containsExactly(1, 12, 2, 13, 3, 14, 4, 15);
    assertThat(batches.get(1).input().toArray()).containsExactly(4, 15, 5, 16, 6, 17, 7, 18);
    assertThat(batches.get(2).input().toArray()).containsExactly(8, 19, 9, 20, 10, 21);
    assertThat(batches.get(2).target().toArray()).containsExactly(9, 20, 10, 21, 11, 22);
    assertThat(batches).extracting(StreamBatch::first).containsExactly(true, false, false);
  }

  @Test
  void anEpochCanBeEnteredAtAnyBatch() {
    var streams = new StreamBatches(TOKENS, 3, 2);
    List<StreamBatch> whole = all(streams.epoch(0, 0));
    assertThat(streams.batchesPerEpoch()).hasValue(whole.size());
    for (int from = 0; from <= whole.size() + 1; from++) {
      List<StreamBatch> rest = all(streams.epoch(0, from));
      assertThat(rest).hasSize(Math.max(0, whole.size() - from));
      for (int i = 0; i < rest.size(); i++) {
        StreamBatch expected = whole.get(from + i);
        assertThat(rest.get(i).input().toArray()).isEqualTo(expected.input().toArray());
        assertThat(rest.get(i).target().toArray()).isEqualTo(expected.target().toArray());
        assertThat(rest.get(i).first()).isEqualTo(expected.first());
      }
    }
  }

  @Test
  void tooFewTokensAreRefused() {
    assertThatThrownBy(() -> new StreamBatches(Tokens.of(1, 2, 3), 3, 2))
        .hasMessage("StreamBatches: 3 tokens, expected at least 4 for a step of 3 streams");
    assertThatThrownBy(() -> TOKENS.slice(3, 30))
        .hasMessage("Tokens.slice: from 3 to 30, expected a part of 0 to 24");
    assertThatThrownBy(() -> TOKENS.from(20).read(new int[9], 0, 9))
        .hasMessage("Tokens.read: 9 tokens from 20, expected at most 4");
  }

  @Test
  void aSliceIsARowOfItsOwn() {
    int[] out = new int[3];
    TOKENS.slice(5, 12).from(2).read(out, 0, 3);
    assertThat(out).containsExactly(7, 8, 9);
    assertThat(TOKENS.slice(5, 12).fingerprint()).isNotEqualTo(TOKENS.slice(5, 13).fingerprint());
  }

  private static List<StreamBatch> all(BatchReader<StreamBatch> reader) {
    var all = new ArrayList<StreamBatch>();
    try (reader) {
      for (StreamBatch batch = reader.next(); batch != null; batch = reader.next()) {
        all.add(batch);
      }
    }
    return all;
  }
}
