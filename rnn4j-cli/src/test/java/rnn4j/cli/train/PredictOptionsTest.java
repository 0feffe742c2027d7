package rnn4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.Cli;

/// Oracle: the files, which are as before.
final class PredictOptionsTest {
  @TempDir private Path base;

  @ParameterizedTest
  @ValueSource(strings = {"classify", "forecast", "tag"})
  void noPredictionOverwritesItsInput(String command) throws IOException {
    Path model = Files.writeString(base.resolve("model.safetensors"), "model");
    Path data = Files.writeString(base.resolve("data.csv"), "data");
    for (Path input : new Path[] {model, data}) {
      Cli refused = Cli.run(command, "predict", model, data, "--output", input);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .isEqualToNormalizingNewlines(
              "rnn4j %s predict: %s: is both input and output, expected another file to write\n"
                  .formatted(command, input));
    }
    assertThat(model).hasContent("model");
    assertThat(data).hasContent("data");
  }
}
