package rnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: exit codes and what is printed.
final class MainTest {

  @Test
  void theseTestsRunWithVectorsAsTheLauncherDoes() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
  }

  @Test
  void withoutACommandOneLineTellsWhatIsMissing() {
    var err = new StringWriter();
    assertThat(Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err))).isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .containsExactly("rnn4j: expected a command (see: rnn4j --help)");
  }

  @Test
  void aWrongCommandIsOneLine() {
    var err = new StringWriter();
    assertThat(Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), "frocast"))
        .isEqualTo(2);
    assertThat(err.toString().lines().toList()).hasSize(1);
  }

  @Test
  void helpNamesTheCommands() {
    var out = new StringWriter();
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "--help"))
        .isZero();
    assertThat(out.toString()).contains("forecast", "inspect", "run", "convert", "bench");
  }

  /// A process of its own gets the signal of Ctrl-C once training has begun. Where these tests were
  /// started in the background of a shell, they and their children do not hear it: then they get
  /// that of `kill`.
  @Test
  @DisabledOnOs(OS.WINDOWS) // which has no such signal to send
  void ctrlCEndsWithOneLineAndACheckpoint(@TempDir Path base) throws Exception {
    Path out = base.resolve("out");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "rnn4j.cli.Main",
                "forecast",
                "--output",
                out.toString())
            .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      while (line != null && !line.startsWith("epoch ")) {
        line = err.readLine();
      }
      assertThat(line).isNotNull();
      boolean hearsCtrlC = hearsCtrlC(process);
      kill(hearsCtrlC ? "-INT" : "-TERM", process);
      assertThat(process.waitFor()).isEqualTo(hearsCtrlC ? 130 : 143);
      assertThat(err.lines().filter(l -> !l.startsWith("epoch ")))
          .containsExactly("rnn4j forecast: interrupted; go on with --resume");
      try (var files = Files.list(out)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("checkpoint.safetensors", "metrics.jsonl");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void kill(String signal, Process process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /// Returns whether a process does not ignore the signal, number 2; Linux tells.
  private static boolean hearsCtrlC(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return true;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElseThrow();
    long interrupt = 1 << (2 - 1);
    return (Long.parseUnsignedLong(ignored, 16) & interrupt) == 0;
  }
}
