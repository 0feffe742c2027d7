package rnn4j.random;

/// The 32-bit Mersenne Twister MT19937 (Matsumoto and Nishimura 1998, doi:10.1145/272991.272995),
/// seeded and read as PyTorch's CPU generator does it.
final class MersenneTwister {

  /// Words of state, `n` in the paper.
  static final int SIZE = 624;

  private static final int MIDDLE = 397;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;

  private final int[] words;

  /// What is handed out for each of the words. All are made at once, by vectors.
  private final int[] tempered = new int[SIZE];

  /// Index of the next word to hand out; 0 only before the first draw, `SIZE` when all are used.
  private int next;

  private MersenneTwister(int[] words, int next) {
    this.words = words;
    this.next = next;
    temper();
  }

  /// Starts from the low 32 bits of a seed; PyTorch does not use the others.
  static MersenneTwister seed(long seed) {
    int[] words = new int[SIZE];
    words[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
    }
    return new MersenneTwister(words, 0);
  }

  /// Goes on from a stored state; the array is kept, not copied.
  static MersenneTwister resume(int[] words, int next) {
    return new MersenneTwister(words, next);
  }

  /// Goes on from the state of another one.
  void take(MersenneTwister other) {
    System.arraycopy(other.words, 0, words, 0, SIZE);
    System.arraycopy(other.tempered, 0, tempered, 0, SIZE);
    next = other.next;
  }

  /// Returns the next 32 random bits.
  int random() {
    if (next == 0 || next == SIZE) {
      twist();
    }
    return tempered[next++];
  }

  /// Fills the first `count` elements of an array with draws of 32 random bits each.
  void random(int[] out, int count) {
    for (int done = 0; done < count; ) {
      if (next == 0 || next == SIZE) {
        twist();
      }
      int n = Math.min(count - done, SIZE - next);
      System.arraycopy(tempered, next, out, done, n);
      next += n;
      done += n;
    }
  }

  /// Returns a uniform value of `[0, 1)` from the low 24 bits of one draw.
  float uniformFloat() {
    return (random() & 0xffffff) * 0x1p-24f;
  }

  /// Returns the next 64 random bits; the first draw is the high half.
  long random64() {
    long high = random();
    return (high << 32) | Integer.toUnsignedLong(random());
  }

  /// Returns a uniform value of `[0, 1)` from the low 53 bits of two draws.
  double uniformDouble() {
    return (random64() & ((1L << 53) - 1)) * 0x1p-53;
  }

  int word(int i) {
    return words[i];
  }

  int next() {
    return next;
  }

  /// Makes the next words, in three parts so that no index has to be taken modulo `SIZE`.
  private void twist() {
    int i = 0;
    for (; i < SIZE - MIDDLE; i++) {
      words[i] = words[i + MIDDLE] ^ mixed(words[i], words[i + 1]);
    }
    for (; i < SIZE - 1; i++) {
      words[i] = words[i + MIDDLE - SIZE] ^ mixed(words[i], words[i + 1]);
    }
    words[i] = words[i + MIDDLE - SIZE] ^ mixed(words[i], words[0]);
    next = 0;
    temper();
  }

  private void temper() {
    for (int i = 0; i < SIZE; i++) {
      int y = words[i];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      tempered[i] = y ^ (y >>> 18);
    }
  }

  private static int mixed(int upper, int lower) {
    int mixed = (upper & UPPER_BIT) | (lower & LOWER_BITS);
    return (mixed >>> 1) ^ ((mixed & 1) * TWIST);
  }
}
