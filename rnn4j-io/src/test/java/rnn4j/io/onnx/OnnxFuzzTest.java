package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Damage;
import rnn4j.tensor.Tensor;

/// Oracle: bytes are either refused with a [WeightFormatException], or their layers run.
///
/// The usual build runs the seeds only. To search for more: `JAZZER_FUZZ=1 ./mvnw test -pl rnn4j-io
/// -am -Dtest=OnnxFuzzTest -Dsurefire.failIfNoSpecifiedTests=false`
final class OnnxFuzzTest {
  private static final int MAX_SEED_BYTES = 100_000;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
    try (OnnxFile file = OnnxModels.open(bytes)) {
      for (OnnxNode node : file.nodes()) {
        read(file, node);
      }
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Onnx.read: m.onnx: ");
    }
  }

  /// One node's fault is not that of the others.
  private static void read(OnnxFile file, OnnxNode node) throws IOException {
    OnnxLayer layer;
    try {
      layer = file.layer(node.name());
    } catch (WeightFormatException e) {
      assertThat(e).hasMessageStartingWith("Onnx.read: m.onnx: ");
      return;
    }
    OnnxOptions options = layer.options();
    if ((long) options.inputSize() * options.hiddenSize() < 10_000) {
      Tensor x = Tensor.zeros(options.dtype(), 1, 1, options.inputSize());
      OnnxInput input = OnnxInput.of(x).withSequenceLens(1);
      Tensor state =
          options.batchFirst()
              ? Tensor.zeros(options.dtype(), 1, options.directions().size(), options.hiddenSize())
              : Tensor.zeros(options.dtype(), options.directions().size(), 1, options.hiddenSize());
      layer.forward(input.withInitialH(state).withInitialC(state));
      layer.toPyTorch();
    }
  }

  /// The files with faults, if small, and some without.
  static Stream<byte[]> seeds() throws IOException {
    Stream<byte[]> faulty =
        OnnxFaultsTest.files()
            .map(Arguments::get)
            .map(a -> (byte[]) a[0])
            .filter(bytes -> bytes.length < MAX_SEED_BYTES);
    Stream<byte[]> sound =
        OnnxModels.entries("operators.zip").entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".onnx"))
            .map(Map.Entry::getValue)
            .limit(30);
    return Stream.of(faulty, sound, Stream.of(OnnxModels.resource("places.onnx"))).flatMap(s -> s);
  }

  @Test
  void aThousandDamagedVariantsAreReadOrRefused() throws IOException {
    byte[] sound = OnnxModels.resource("places.onnx");
    var random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      anyBytesAreReadOrRefused(Damage.of(sound, random));
    }
  }
}
