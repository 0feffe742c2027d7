package rnn4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts the JVMs that take turns.
///
/// @param own the folder of the module's own jar, such as `rnn4j-benchmarks/target`; those of peers
///   are at the same place in `peers/NAME`
/// @param log where what they print to their error streams is written
record Launcher(Path own, Path log) {

  /// Returns the launcher of the build that this class is from.
  static Launcher ofThisBuild() {
    Path jar =
        Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return new Launcher(requireNonNull(jar.getParent()), jar.resolveSibling("turns.log"));
  }

  /// Returns the lines that a turn of an entrant prints.
  ///
  /// @throws IOException if it fails or is still running after ten minutes
  List<String> turn(Entrant entrant, int threads, String mode, List<String> cases)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(entrant.contestant(), String.valueOf(threads), mode));
    arguments.addAll(cases);
    return run(entrant, threads, Turn.class, arguments);
  }

  /// Returns the lines that a class prints, started as an entrant is.
  ///
  /// @throws IOException if it fails or is still running after ten minutes
  List<String> run(Entrant entrant, int threads, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx4g");
    command.addAll(entrant.options());
    command.addAll(List.of("-cp", classPath(entrant), main.getName()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      environment.put(name, String.valueOf(threads));
    }
    // With these a user makes some peers slower or quicker than they are by themselves.
    environment.keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
    Path lines = Files.createTempFile("rnn4j-turn", ".txt");
    try {
      builder.redirectOutput(lines.toFile());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      await(builder.start(), entrant);
      return Files.readAllLines(lines);
    } finally {
      Files.delete(lines);
    }
  }

  private void await(Process process, Entrant entrant) throws IOException {
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        throw new IOException(
            entrant.title() + ": still running after ten minutes, expected an end; see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s: exit code is %d, expected 0; see %s"
                .formatted(entrant.title(), process.exitValue(), log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(entrant.title() + ": interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Returns whether an entrant has been built.
  boolean has(Entrant entrant) {
    return Files.exists(folder(entrant).resolve("classpath.txt"));
  }

  private String classPath(Entrant entrant) throws IOException {
    Path folder = folder(entrant);
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "rnn4j-benchmarks*.jar")) {
      Path jar = jars.iterator().next();
      String libraries = Files.readString(folder.resolve("classpath.txt")).strip();
      return jar + File.pathSeparator + libraries;
    }
  }

  private Path folder(Entrant entrant) {
    if (entrant.module().isEmpty()) {
      return own;
    }
    Path root = own;
    while (!root.endsWith("rnn4j-benchmarks")) {
      root = requireNonNull(root.getParent());
    }
    return root.resolve("peers").resolve(entrant.module()).resolve(root.relativize(own));
  }
}
