package rnn4j.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of `torch.get_rng_state()`: 5056, little-endian.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 8 | the seed |
/// | 8 | 4 | words left before the next twist, plus one |
/// | 12 | 4 | 1: the generator is seeded |
/// | 16 | 8 | index of the next word |
/// | 24 | 624 * 8 | the words, each in the low half of 8 bytes |
/// | 5024 | 8 | the spare normal value, a double |
/// | 5040 | 4 | 1 if there is a spare normal value |
/// | 5052 | 1 | 1 if there is a spare float value; no CPU function makes one |
///
/// The bytes in between are unused and zero.
record GeneratorState(long seed, MersenneTwister engine, boolean hasSpare, double spare) {

  static final int BYTES = 5056;

  private static final int LEFT = 8;
  private static final int SEEDED = 12;
  private static final int NEXT = 16;
  private static final int WORDS = 24;
  private static final int SPARE = 5024;
  private static final int HAS_SPARE = 5040;
  private static final int HAS_FLOAT_SPARE = 5052;

  byte[] toBytes() {
    var bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, seed);
    bytes.putInt(LEFT, left(engine.next()));
    bytes.putInt(SEEDED, 1);
    bytes.putLong(NEXT, engine.next());
    for (int i = 0; i < MersenneTwister.SIZE; i++) {
      bytes.putLong(WORDS + 8 * i, Integer.toUnsignedLong(engine.word(i)));
    }
    if (hasSpare) {
      bytes.putDouble(SPARE, spare);
      bytes.putInt(HAS_SPARE, 1);
    }
    return bytes.array();
  }

  static GeneratorState ofBytes(byte[] state) {
    require("length", state.length, BYTES);
    var bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    long next = bytes.getLong(NEXT);
    if (next < 0 || next > MersenneTwister.SIZE) {
      throw invalid("index of the next word", next, "0 to " + MersenneTwister.SIZE);
    }
    require("count of words left", bytes.getInt(LEFT), left((int) next));
    require("seeded flag", bytes.getInt(SEEDED), 1);
    require("spare float flag", bytes.get(HAS_FLOAT_SPARE), 0);
    int[] words = new int[MersenneTwister.SIZE];
    for (int i = 0; i < words.length; i++) {
      long word = bytes.getLong(WORDS + 8 * i);
      words[i] = (int) word;
      require("upper half of word " + i, word >>> 32, 0);
    }
    boolean hasSpare = bytes.getInt(HAS_SPARE) != 0;
    return new GeneratorState(
        bytes.getLong(0),
        MersenneTwister.resume(words, (int) next),
        hasSpare,
        hasSpare ? bytes.getDouble(SPARE) : 0);
  }

  /// PyTorch's second counter, which follows from the first.
  private static int left(int next) {
    return next == 0 ? 1 : MersenneTwister.SIZE + 1 - next;
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw invalid(what, found, Long.toString(expected));
    }
  }

  private static IllegalArgumentException invalid(String what, long found, String expected) {
    return new IllegalArgumentException(
        "TorchRandom.fromState: %s is %d, expected %s; pass the bytes of torch.get_rng_state()"
            .formatted(what, found, expected));
  }
}
