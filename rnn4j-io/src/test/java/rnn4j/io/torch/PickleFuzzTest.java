package rnn4j.io.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.ReadEverything;
import rnn4j.io.WeightFormatException;

/// Oracle: a pickle, around which the rest of the file is right, is either refused with a
/// [WeightFormatException], or all of the file can be read. So the search does not have to find its
/// way through the archive, see [TorchFuzzTest].
final class PickleFuzzTest {

  @MethodSource("pickles")
  @FuzzTest(maxDuration = "3m")
  void anyPickleIsReadOrRefused(byte[] pickle) throws IOException {
    String characters = new String(pickle, StandardCharsets.ISO_8859_1);
    try (TorchFile file = TorchBytes.read(TorchBytes.zip(characters))) {
      ReadEverything.of(file);
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Torch.read: m.pt: ");
    }
  }

  static Stream<byte[]> pickles() {
    Stream<byte[]> faulty =
        TorchFaultsTest.pickles()
            .map(Arguments::get)
            .map(a -> TorchBytes.bytes((String) a[0]))
            .filter(pickle -> pickle.length < 1000);
    return Stream.concat(Stream.of(TorchBytes.bytes(TorchFuzzTest.PICKLE)), faulty);
  }
}
