package rnn4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;

/// Oracle: the zip of the JDK; and archives made by hand for every fault.
final class ZipArchiveTest {
  private static final byte[] TEXT =
      "some text, some text, some text".getBytes(StandardCharsets.UTF_8);

  private static byte[] ofJdk(byte[]... contents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < contents.length; i++) {
        zip.putNextEntry(new java.util.zip.ZipEntry("e" + i));
        zip.write(contents[i]);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] ofOurs(byte[]... contents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var zip = new ZipWriter(Channels.newChannel(bytes));
    for (int i = 0; i < contents.length; i++) {
      byte[] content = contents[i];
      zip.add("e" + i, out -> out.write(ByteBuffer.wrap(content)));
    }
    zip.finish();
    return bytes.toByteArray();
  }

  private static ZipArchive open(byte[] bytes) throws WeightFormatException {
    return ZipArchive.of(new Source("Test.read", Path.of("m.zip")), MappedFile.of(bytes));
  }

  private static byte[] content(ZipArchive zip, String name) throws WeightFormatException {
    return zip.bytes(Objects.requireNonNull(zip.entry(name))).toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void archivesOfTheJdkAreRead() throws IOException {
    try (ZipArchive zip = open(ofJdk(TEXT, new byte[0], new byte[100_000]))) {
      assertThat(zip.names()).containsExactly("e0", "e1", "e2");
      assertThat(content(zip, "e0")).containsExactly(TEXT);
      assertThat(content(zip, "e1")).isEmpty();
      assertThat(content(zip, "e2")).containsExactly(new byte[100_000]);
    }
  }

  @Test
  void whatIsWrittenIsReadHereAndByTheJdk() throws IOException {
    byte[] bytes = ofOurs(TEXT, new byte[0], new byte[1000]);
    try (ZipArchive zip = open(bytes);
        var jdk = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < 3; i++) {
        ZipEntry entry = Objects.requireNonNull(zip.entry("e" + i));
        assertThat(entry.begin() % 64).isZero();
        assertThat(Objects.requireNonNull(jdk.getNextEntry()).getName()).isEqualTo("e" + i);
        assertThat(jdk.readAllBytes()).containsExactly(content(zip, "e" + i));
      }
    }
  }

  /// Archives of two entries of the JDK, 7 bytes of header and name each, with a directory whose
  /// entries have 48 bytes each, and a fault.
  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "has no zip directory at its end, expected one; the file is cut short",
            zip -> zip.putInt(zip.end(), 0)),
        fault(
            "zip directory of 96 bytes begins at ",
            zip -> zip.putInt(zip.end() + 16, zip.begin() + 1)),
        fault(
            "zip directory of 4294967294 bytes begins at ", zip -> zip.putInt(zip.end() + 12, -2)),
        fault("zip directory has no entry at byte ", zip -> zip.putShort(zip.end() + 10, 3)),
        fault(
            "zip directory has 48 bytes after its last entry, expected none",
            zip -> zip.putShort(zip.end() + 10, 1)),
        fault("zip directory has no entry at byte ", zip -> zip.putInt(zip.begin(), 0)),
        fault("zip directory ends at byte ", zip -> zip.putShort(zip.begin() + 48 + 32, 1)),
        fault("zip directory has a name at byte ", zip -> zip.putShort(zip.begin() + 46, 0xffff)),
        fault(
            "entry \"e0\" is encrypted, expected no encryption",
            zip -> zip.putShort(zip.begin() + 8, 1)),
        fault(
            "entry \"e0\" stands twice in the zip directory",
            zip -> zip.putShort(zip.begin() + 48 + 46, 'e' | '0' << 8)),
        fault(
            "entry \"e0\" is said to begin at byte 1, expected its header there",
            zip -> zip.putInt(zip.begin() + 42, 1)),
        fault(
            "entry \"e0\" is said to begin at byte 4294967295, expected its header there",
            zip -> zip.putInt(zip.begin() + 42, -1)),
        fault(
            "entry \"e0\" has 2147483647 bytes from byte 32 on, expected them to end before",
            zip -> zip.putInt(zip.begin() + 20, Integer.MAX_VALUE)),
        fault(
            "entry \"e1\" begins at byte 0, expected at least ",
            zip -> zip.putInt(zip.begin() + 48 + 42, 0)),
        // Faults that show when the content is asked for
        fault(
            "entry \"e0\" is compressed by method 99, expected 0 (stored) or 8 (deflated)",
            zip -> zip.putShort(zip.begin() + 10, 99)),
        fault("entry \"e0\" has check sum ", zip -> zip.putInt(zip.begin() + 16, 0)),
        fault(" bytes, expected the 31 that it says", zip -> zip.putShort(zip.begin() + 10, 0)),
        fault(
            "entry \"e0\" unpacks to more than the 30 bytes that it says",
            zip -> zip.putInt(zip.begin() + 24, 30)),
        fault(
            "entry \"e0\" unpacks to 31 bytes, expected 32",
            zip -> zip.putInt(zip.begin() + 24, 32)),
        fault("entry \"e0\" is cut short, it unpacks to ", zip -> zip.putInt(zip.begin() + 20, 8)),
        fault(
            "entry \"e0\" cannot be unpacked, expected deflated bytes", zip -> zip.putInt(32, -1)),
        fault(
            " bytes unpack to 67108865, expected at most 100 times as many",
            zip -> zip.putInt(zip.begin() + 24, (1 << 26) + 1)),
        fault(
            "bytes unpack to 2147483647, expected at most 100 times as many",
            zip -> zip.putInt(zip.begin() + 24, Integer.MAX_VALUE)));
  }

  private static Arguments fault(String fault, Consumer<Bytes> damage) {
    return arguments(fault, damage);
  }

  /// An archive to be damaged.
  static final class Bytes {
    private final ByteBuffer bytes;

    Bytes(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Where the end record is.
    int end() {
      return bytes.limit() - 22;
    }

    /// Where the directory begins.
    int begin() {
      return bytes.limit() - 22 - 2 * 48;
    }

    void putInt(int at, int value) {
      bytes.putInt(at, value);
    }

    void putShort(int at, int value) {
      bytes.putShort(at, (short) value);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsNamed(String fault, Consumer<Bytes> damage) throws IOException {
    byte[] bytes = ofJdk(TEXT, TEXT);
    damage.accept(new Bytes(bytes));
    assertThatThrownBy(
            () -> {
              try (ZipArchive zip = open(bytes)) {
                content(zip, "e0");
              }
            })
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Test.read: m.zip: ")
        .hasMessageContaining(fault);
  }

  /// Of the 64-bit form, which the writer uses.
  @Test
  void faultsOfThe64BitFormAreNamed() throws IOException {
    byte[] bytes = ofOurs(TEXT);
    int locator = bytes.length - 22 - 20;
    int end = locator - 56;
    assertFault(
        bytes,
        locator + 8,
        Long.MAX_VALUE,
        "zip directory of 64 bits is said to end at 9223372036854775807, expected its end record there");
    assertFault(
        bytes, end + 32, 100_001, "zip directory has 100001 entries, expected at most 100000");
    assertFault(
        bytes,
        end + 48,
        -1,
        "zip directory of 76 bytes begins at -1, expected it to end before " + end);
    assertFault(
        bytes, end - 8, -1, "entry \"e0\" is said to begin at byte -1, expected its header there");
    assertFault(
        bytes,
        end - 16,
        Long.MAX_VALUE,
        "entry \"e0\" has 9223372036854775807 bytes from byte 64 on, expected them to end before");
  }

  private static void assertFault(byte[] bytes, int at, long value, String fault) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long before = buffer.getLong(at);
    buffer.putLong(at, value);
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageContaining(fault);
    buffer.putLong(at, before);
  }
}
