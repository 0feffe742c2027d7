package rnn4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.io.Safetensors;
import rnn4j.nn.Lstm;
import tools.jackson.core.JsonParser;

/// A module of a user's own is compiled with nothing beside the jars that the pages name.
final class ModuleOfAUserTest {
  @TempDir Path folder;

  @Test
  void aModuleThatRequiresCoreCompilesWithNothingElse() throws Exception {
    String program =
        """
        import rnn4j.nn.*;
        import rnn4j.random.TorchRandom;
        import rnn4j.tensor.Tensor;

        class Program {
          Tensor gradient() {
            var lstm = new Lstm(LstmConfig.of(3, 4), TorchRandom.seed(0));
            lstm.forward(Tensor.zeros(5, 2, 3)).output().sum().backward();
            return lstm.parameter("weight_ih_l0").grad();
          }
        }
        """;

    assertThat(compile("rnn4j.core", program, Lstm.class)).isEmpty();
  }

  @Test
  void aModuleThatRequiresIoCompilesWithItsLibraries() throws Exception {
    String program =
        """
        import rnn4j.io.*;
        import rnn4j.nn.Lstm;

        class Program {
          void copy(java.nio.file.Path from, java.nio.file.Path to) throws java.io.IOException {
            Safetensors.write(to, Lstm.load(from).stateDict());
          }
        }
        """;

    assertThat(
            compile(
                "rnn4j.io",
                program,
                Lstm.class,
                Safetensors.class,
                HdfFile.class,
                JsonParser.class))
        .isEmpty();
  }

  /// Returns what the compiler says of a program in a module that requires another.
  private String compile(String required, String program, Class<?>... onPath)
      throws IOException, URISyntaxException {
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"), "module user { requires " + required + "; }");
    Path source = Files.writeString(folder.resolve("Program.java"), "package user;\n\n" + program);
    List<String> path = new ArrayList<>();
    for (Class<?> one : onPath) {
      path.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    var said = new StringWriter();
    var out = new PrintWriter(said, true);
    ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            out,
            out,
            "-Xlint:-options,-incubating",
            "-p",
            String.join(File.pathSeparator, path),
            "-d",
            folder.toString(),
            module.toString(),
            source.toString());
    return said.toString();
  }
}
