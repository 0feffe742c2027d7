package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.tensor.Tensor;

/// Oracle: bytes are either refused with a [WeightFormatException], or they are a file of which
/// every byte is accounted for and every float tensor can be read and written again.
///
/// The usual build runs the seeds only. To search for more: `JAZZER_FUZZ=1 ./mvnw test -pl rnn4j-io
/// -am -Dtest=SafetensorsFuzzTest -Dsurefire.failIfNoSpecifiedTests=false`
final class SafetensorsFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreReadOrRefused(byte[] bytes) throws WeightFormatException {
    try (SafetensorsFile file = SafetensorsBytes.read(bytes)) {
      assertReadable(file);
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Safetensors.read: m.safetensors: ");
    }
  }

  /// The files with faults and one without.
  static Stream<byte[]> seeds() {
    String header =
        """
        {"__metadata__":{"format":"pt"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},
        "b":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},
        "c":{"dtype":"F16","shape":[],"data_offsets":[16,18]},
        "d":{"dtype":"BF16","shape":[3,0],"data_offsets":[18,18]},
        "e":{"dtype":"BOOL","shape":[2],"data_offsets":[18,20]}}\
        """;
    Stream<byte[]> faulty =
        SafetensorsFaultsTest.headers()
            .map(Arguments::get)
            .map(a -> SafetensorsBytes.file(((String) a[0]).replace('\'', '"'), (Integer) a[1]));
    return Stream.concat(Stream.of(SafetensorsBytes.file(header, 20)), faulty);
  }

  private static void assertReadable(SafetensorsFile file) throws WeightFormatException {
    long end = 0;
    var floats = new LinkedHashMap<String, Tensor>();
    for (String name : file.names()) {
      TensorInfo info = file.info(name);
      assertThat(file.entry(name).begin()).isEqualTo(end);
      end = file.entry(name).end();
      boolean hasArraySizes = info.shape().stream().allMatch(size -> size <= Integer.MAX_VALUE);
      switch (info.type()) {
        case F64, F32, F16, BF16 -> {
          if (hasArraySizes) {
            floats.put(name, file.tensor(name));
          }
        }
        default -> {}
      }
    }
    byte[] written = SafetensorsBytes.write(floats, file.metadata());
    try (SafetensorsFile again = SafetensorsBytes.read(written)) {
      assertThat(again.metadata()).isEqualTo(file.metadata());
      assertThat(again.names()).containsExactlyInAnyOrderElementsOf(floats.keySet());
      for (String name : again.names()) {
        Tensor expected = Objects.requireNonNull(floats.get(name));
        assertThat(TensorBits.of(again.tensor(name))).containsExactly(TensorBits.of(expected));
      }
    }
  }
}
