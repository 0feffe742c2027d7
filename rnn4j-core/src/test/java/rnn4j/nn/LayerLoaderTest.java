package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What `rnn4j-io` gives is tested there.
final class LayerLoaderTest {

  @Test
  void withoutAReaderOfFilesTheMissingModuleIsNamed() {
    assertThatThrownBy(() -> Lstm.load(Path.of("m.pt")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Lstm.load: found no reader of files, expected the module rnn4j-io beside rnn4j-core; add io.github.rnn4j:rnn4j-io to the program");
  }
}
