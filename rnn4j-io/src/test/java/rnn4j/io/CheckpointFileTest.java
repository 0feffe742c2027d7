package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.tensor.Tensor;
import rnn4j.train.Checkpoint;

final class CheckpointFileTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Map.of(
              "optimizer.state.0.step", Tensor.scalar(3.5),
              "model.weight", Tensor.of(new float[] {1, Float.NaN, -0f}, 3)),
          Map.of("trainer.step", "17", "data.fingerprint", "a \"text\" ü\n"));

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path path = folder.resolve("checkpoint.safetensors");
    CheckpointFile.write(path, CHECKPOINT);
    Checkpoint read = CheckpointFile.read(path);
    assertThat(read.texts()).isEqualTo(CHECKPOINT.texts());
    assertThat(read.tensors().keySet()).isEqualTo(CHECKPOINT.tensors().keySet());
    assertThat(read.part("optimizer").tensors().get("state.0.step"))
        .hasToString("Tensor() float64 [3.5]");
    assertThat(read.part("model").tensors().get("weight"))
        .hasToString("Tensor(3) float32 [1.0, NaN, -0.0]");
    assertThat(read.part("trainer").number("step")).isEqualTo(17);
  }

  @Test
  void everyCutOffFileIsRefused() throws IOException {
    Path path = folder.resolve("checkpoint.safetensors");
    CheckpointFile.write(path, CHECKPOINT);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> CheckpointFile.read(path))
          .isInstanceOf(WeightFormatException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void aModelIsNoCheckpoint() throws IOException {
    Path path = folder.resolve("model.safetensors");
    Safetensors.write(path, CHECKPOINT.tensors());
    assertThatThrownBy(() -> CheckpointFile.read(path))
        .hasMessage(
            "CheckpointFile.read: %s: is not the checkpoint of a training, expected metadata rnn4j = checkpoint"
                .formatted(path));
  }

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheOldOne() throws IOException {
    Path path = folder.resolve("checkpoint.safetensors");
    CheckpointFile.write(path, CHECKPOINT);
    byte[] before = Files.readAllBytes(path);
    var unwritable = Checkpoint.ofTensors(Map.of("__metadata__", Tensor.scalar(1)));
    assertThatThrownBy(() -> CheckpointFile.write(path, unwritable))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }
}
