package rnn4j.io.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.ReadEverything;
import rnn4j.io.Resources;
import rnn4j.io.WeightFormatException;

/// Oracle: bytes are either refused with a [WeightFormatException], or all of the file can be read.
///
/// The usual build runs the seeds only. To search for more: `JAZZER_FUZZ=1 ./mvnw test -pl rnn4j-io
/// -am -Dtest=TorchFuzzTest -Dsurefire.failIfNoSpecifiedTests=false`
final class TorchFuzzTest {

  @MethodSource("files")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
    try (TorchFile file = TorchBytes.read(bytes)) {
      ReadEverything.of(file);
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Torch.read: m.pt: ");
    }
  }

  static Stream<byte[]> files() throws IOException {
    byte[] zip = TorchBytes.zip(PICKLE);
    byte[] legacy = Files.readAllBytes(Resources.path("torch/views-legacy.pt"));
    byte[] pair = Files.readAllBytes(Resources.path("torch/pair.pt"));
    return Stream.of(zip, legacy, pair);
  }

  static final String PICKLE =
      "(S'a'\n"
          + TorchBytes.tensor(TorchBytes.storage("torch\nFloatStorage", "0", "2"), 0, "2", "1")
          + "d.";
}
