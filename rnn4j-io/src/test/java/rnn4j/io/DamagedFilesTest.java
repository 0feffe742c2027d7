package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle: a damaged file is refused with a [WeightFormatException] that names it, or can be read
/// as a whole. For more variants, `-Dtest.jvm="-Drnn4j.test.damaged=1000 -Xmx256m"`.
final class DamagedFilesTest {
  private static final int VARIANTS = Integer.getInteger("rnn4j.test.damaged", 50);

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    Path root = Objects.requireNonNull(Resources.path("floats.safetensors").getParent());
    try (Stream<Path> all = Files.walk(root)) {
      return all
          .filter(Files::isRegularFile)
          .filter(path -> !path.toString().endsWith(".class"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyVariantIsReadOrRefused(Path original) throws IOException {
    byte[] bytes = Files.readAllBytes(original);
    Path path = folder.resolve(String.valueOf(original.getFileName()));
    for (int seed = 0; seed < VARIANTS; seed++) {
      Files.write(path, damaged(bytes, new SplittableRandom(seed)));
      try (ModelFile file = ModelFiles.open(path)) {
        ReadEverything.of(file);
      } catch (WeightFormatException e) {
        assertThat(e.getMessage()).as("seed %d", seed).contains(path.toString());
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// Cuts the end off, overwrites bytes with random or extreme ones, or moves a part of the file
  /// over another, up to four times.
  private static byte[] damaged(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, 1 << random.nextInt(9));
      switch (random.nextInt(5)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) -random.nextInt(2));
        case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default ->
            System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
      }
    }
    return bytes;
  }
}
