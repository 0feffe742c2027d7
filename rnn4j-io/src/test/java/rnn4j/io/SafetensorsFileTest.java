package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.io.file.AtomicFile;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Files on the disk: large ones, replaced ones, those that cannot be read or written.
final class SafetensorsFileTest {

  @TempDir Path folder;

  /// The file takes no space on the disk but for its ends.
  @Test
  void tensorAtTheEndOfAFileOfFourGibibytesIsRead() throws IOException {
    long half = (1L << 31) * Short.BYTES;
    Path path = folder.resolve("large.safetensors");
    byte[] start =
        SafetensorsBytes.file(
            """
            {"large": {"dtype": "F16", "shape": [2, 1073741824], "data_offsets": [0, %s]},
             "small": {"dtype": "F32", "shape": [1], "data_offsets": [%s, %s]}}\
            """
                .formatted(half, half, half + Float.BYTES),
            0);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(start));
      channel.write(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f}), start.length + half);
    }

    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(file.info("large").shape()).containsExactly(2L, 1L << 30);
      assertThat(file.tensor("small").toFloatArray()).containsExactly(1f);
      assertThatThrownBy(() -> file.tensor("large"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessage(
              "Safetensors.read: %s: tensor \"large\" is F16 of shape (2, 1073741824) with 2147483648 elements, expected at most 2147483639"
                  .formatted(path));
    }
  }

  @Test
  void closedFileIsNotRead() throws IOException {
    Path path = folder.resolve("m.safetensors");
    Safetensors.write(path, Map.of("a", Tensor.ones(1)));
    SafetensorsFile file = Safetensors.read(path);
    file.close();

    assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void messageNamesTheFile() throws IOException {
    Path path = Files.write(folder.resolve("short.safetensors"), new byte[3]);

    assertThatThrownBy(() -> Safetensors.read(path))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Safetensors.read: " + path + ": file has 3 bytes");
  }

  @Test
  void fileThatDoesNotExistIsNotRead() {
    Path path = folder.resolve("none.safetensors");

    assertThatThrownBy(() -> Safetensors.read(path))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.safetensors");
  }

  @Test
  void folderIsNotRead() {
    assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(IOException.class);
  }

  // ---- Writing

  @Test
  void sameContentGivesTheSameBytesInWhateverOrder() {
    Tensor one = Tensor.ones(2);
    Tensor two = Tensor.zeros(3);
    Map<String, Tensor> forth = inOrder("a", one, "b", two);
    Map<String, Tensor> back = inOrder("b", two, "a", one);

    assertThat(SafetensorsBytes.write(back, inOrder("y", "2", "x", "1")))
        .containsExactly(SafetensorsBytes.write(forth, inOrder("x", "1", "y", "2")));
  }

  @Test
  void elementsAreAlignedInTheFile() throws IOException {
    for (int length = 1; length <= 8; length++) {
      byte[] bytes =
          SafetensorsBytes.write(
              Map.of("x".repeat(length), Tensor.ones(1), "d", Tensor.of(new double[] {2}, 1)),
              Map.of());

      assertThat(bytes[0] % 8).isZero();
      assertThat(bytes).endsWith(0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0x80, 0x3f);
    }
  }

  @Test
  void openFileShowsTheOldContentAfterItHasBeenReplaced() throws IOException {
    Path path = folder.resolve("m.safetensors");
    Safetensors.write(path, Map.of("a", Tensor.full(DType.FLOAT32, 1, 100_000)));
    try (SafetensorsFile old = Safetensors.read(path)) {
      Safetensors.write(path, Map.of("a", Tensor.scalar(2f)));

      assertThat(old.tensor("a").get(99_999)).isEqualTo(1);
    }
    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(file.tensor("a").item()).isEqualTo(2);
    }
  }

  @Test
  void oldFileStaysIfTheNewOneCannotBeWritten() throws IOException {
    Path path = Files.writeString(folder.resolve("m.safetensors"), "old");

    assertThatThrownBy(() ->
            AtomicFile.write(
                path,
                out -> {
                  out.write(ByteBuffer.wrap(new byte[10]));
                  throw new IOException("No space left on device");
                }))
        .hasMessage("No space left on device");

    assertThat(path).hasContent("old");
    assertOnlyFile(path);
  }

  @Test
  void folderIsNotReplaced() throws IOException {
    Path path = Files.createDirectory(folder.resolve("m.safetensors"));
    Files.createFile(path.resolve("content"));

    assertThatThrownBy(() -> Safetensors.write(path, Map.of())).isInstanceOf(IOException.class);

    assertThat(path.resolve("content")).exists();
    assertOnlyFile(path);
  }

  @Test
  void nothingIsWrittenIntoAFolderThatDoesNotExist() {
    Path missing = folder.resolve("none");
    Path path = missing.resolve("m.safetensors");

    assertThatThrownBy(() -> Safetensors.write(path, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(missing.toString());
  }

  @Test
  void tensorCannotHaveTheNameOfTheMetadata() {
    assertThatThrownBy(
            () -> SafetensorsBytes.write(Map.of("__metadata__", Tensor.ones(1)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors.write: a tensor has the name __metadata__, expected another; the format keeps"
                + " it for metadata");
  }

  @Test
  void halfASurrogatePairIsNotWritten() {
    String message =
        "Safetensors.write: text is \"\\u{d800}\" with half a surrogate pair, expected Unicode";

    assertThatThrownBy(() -> SafetensorsBytes.write(Map.of("\ud800", Tensor.ones(1)), Map.of()))
        .hasMessage(message);
    assertThatThrownBy(() -> SafetensorsBytes.write(Map.of(), Map.of("\ud800", "")))
        .hasMessage(message);
    assertThatThrownBy(() -> SafetensorsBytes.write(Map.of(), Map.of("", "\ud800")))
        .hasMessage(message);
  }

  @Test
  void headerLongerThanReadersTakeIsNotWritten() {
    String text = "x".repeat(100_000_000);

    assertThatThrownBy(() -> SafetensorsBytes.write(Map.of(), Map.of("", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors.write: header has 100000024 bytes, expected at most 100000000; write fewer or"
                + " shorter names");
  }

  private void assertOnlyFile(Path path) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  private static <V> Map<String, V> inOrder(String name1, V value1, String name2, V value2) {
    var map = new LinkedHashMap<String, V>();
    map.put(name1, value1);
    map.put(name2, value2);
    return map;
  }
}
