package rnn4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.io.file.Source;
import rnn4j.train.Checkpoint;

/// A [Checkpoint] of a training in one safetensors file: its tensors, and its texts as metadata.
///
/// ```java
/// CheckpointFile.write(path, trainer.checkpoint());
/// trainer.resume(CheckpointFile.read(path));
/// ```
public final class CheckpointFile {
  private static final String KIND = "rnn4j";
  private static final String CHECKPOINT = "checkpoint";

  private CheckpointFile() {}

  /// Writes a checkpoint. It is written aside and renamed when it is complete and on the disk, so
  /// that there is always the old one or the new one.
  ///
  /// @throws IOException if the file cannot be written; the old one is still there then
  public static void write(Path path, Checkpoint checkpoint) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>(checkpoint.texts());
    texts.put(KIND, CHECKPOINT);
    Safetensors.write(path, checkpoint.tensors(), texts);
  }

  /// Reads a checkpoint.
  ///
  /// @throws WeightFormatException if the file is damaged or not a checkpoint
  /// @throws IOException if it cannot be read
  public static Checkpoint read(Path path) throws IOException {
    try (SafetensorsFile file = Safetensors.read(path)) {
      Map<String, String> texts = new LinkedHashMap<>(file.metadata());
      if (!CHECKPOINT.equals(texts.remove(KIND))) {
        throw new Source("CheckpointFile.read", path)
            .fault("is not the checkpoint of a training, expected metadata rnn4j = checkpoint");
      }
      return new Checkpoint(file.stateDict(), texts);
    }
  }
}
