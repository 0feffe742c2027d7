package rnn4j.io.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.io.FileLayer;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Damage;

/// Oracle: bytes are either refused with a [WeightFormatException], or all of their layers and
/// tensors can be read.
///
/// The usual build runs the seeds only. To search for more: `JAZZER_FUZZ=1 ./mvnw test -pl rnn4j-io
/// -am -Dtest=KerasFuzzTest -Dsurefire.failIfNoSpecifiedTests=false`
final class KerasFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreReadOrRefused(byte[] bytes) {
    try (KerasFile file = KerasModels.open(bytes)) {
      for (FileLayer layer : file.layers().layers()) {
        assertThat(layer.options()).isNotEmpty();
        layer.stored();
      }
      for (String name : file.names()) {
        file.bytes(name);
      }
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Keras.read: m.keras");
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of("keras2.h5", "cudnn.h5", "model.keras").map(KerasModels::bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2.h5", "cudnn.h5"})
  void aThousandDamagedVariantsAreReadOrRefused(String name) {
    byte[] sound = KerasModels.bytes(name);
    var random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      anyBytesAreReadOrRefused(Damage.of(sound, random));
    }
  }

  /// Within an archive check sums find most damage before HDF5 is read.
  @Test
  void damagedArchivesAreReadOrRefused() {
    byte[] sound = KerasModels.bytes("model.keras");
    var random = new Random(6);
    for (int i = 0; i < 300; i++) {
      anyBytesAreReadOrRefused(Damage.of(sound, random));
    }
  }
}
