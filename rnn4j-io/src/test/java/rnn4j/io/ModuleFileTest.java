package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Oracle: a `torch.nn.LSTM` and what it computes, both in files written by PyTorch, see
/// `tools/golden/safetensors_files.py`.
final class ModuleFileTest {

  /// Worst found: 2^-24, with outputs up to 0.24; the bound is the next power of 2.
  private static final float TOLERANCE = 0x1p-23f;

  private static final LstmConfig CONFIG =
      LstmConfig.of(3, 5).withNumLayers(2).withBidirectional(true);

  @TempDir Path folder;

  @Test
  void lstmOfPyTorchComputesTheSameHere() throws IOException {
    Lstm lstm = new Lstm(CONFIG, TorchRandom.seed(1));
    try (SafetensorsFile file = Safetensors.read(Resources.path("lstm.safetensors"));
        SafetensorsFile run = Safetensors.read(Resources.path("lstm-run.safetensors"))) {
      lstm.loadStateDict(file.stateDict());

      Tensor output = lstm.forward(run.tensor("input")).output();

      float[] expected = run.tensor("output").toFloatArray();
      float[] found = output.toFloatArray();
      assertThat(output.shape()).isEqualTo(run.tensor("output").shape());
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).as("element %s", i).isCloseTo(expected[i], offset(TOLERANCE));
      }
    }
  }

  @Test
  void lstmIsWrittenAsPyTorchWritesIt() throws IOException {
    Path path = folder.resolve("lstm.safetensors");

    Safetensors.write(path, new Lstm(CONFIG, TorchRandom.seed(0)).stateDict());

    assertThat(path).hasSameBinaryContentAs(Resources.path("lstm.safetensors"));
  }
}
