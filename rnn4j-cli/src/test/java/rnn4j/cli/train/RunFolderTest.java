package rnn4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cli.Cli;

final class RunFolderTest {
  @TempDir private Path base;

  @ParameterizedTest
  @CsvSource({
    "forecast, forecast.csv",
    "text train, report.html",
    "classify train, metrics.jsonl",
    "tag train, checkpoint.safetensors"
  })
  void noTrainingOverwritesItsInput(String command, String result) throws IOException {
    Path input = Files.writeString(base.resolve(result), "some data");
    List<Object> line = new ArrayList<>(List.of((Object[]) command.split(" ")));
    line.addAll(List.of(input, "--output", base));
    Cli refused = Cli.run(line.toArray());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualToNormalizingNewlines(
            "rnn4j %s: %s: is both input and output, expected another file to write\n"
                .formatted(command, input));
    assertThat(input).hasContent("some data");
  }
}
