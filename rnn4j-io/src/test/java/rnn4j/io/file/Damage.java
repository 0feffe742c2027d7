package rnn4j.io.file;

import java.util.Arrays;
import java.util.Random;

/// What happens to files: bits that turn, bytes that are overwritten, ends that are cut off.
public final class Damage {
  private Damage() {}

  /// Returns a damaged copy.
  public static byte[] of(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 2 -> {
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(1, 16));
        Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? 0xff : 0));
      }
      default -> {
        int at = random.nextInt(bytes.length);
        int count = random.nextInt(1, 64);
        for (int i = at; i < Math.min(bytes.length, at + count); i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }
}
