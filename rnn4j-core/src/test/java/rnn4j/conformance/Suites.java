package rnn4j.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the recorded tests of other libraries, which are no part of this project: in the folder
/// that the system property `rnn4j.conformance` names, otherwise in the nearest
/// `shared/conformance` in or above the working directory. Usually there is none.
final class Suites {
  private Suites() {}

  /// Returns a suite, or nothing where there are no suites.
  ///
  /// @throws IllegalArgumentException if the folder is there but not this file
  static Optional<JsonNode> read(String name) {
    return folder().map(folder -> read(folder.resolve(name + ".json")));
  }

  private static JsonNode read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Suites.read: found no file %s, expected a suite".formatted(file));
    }
    return JsonMapper.shared().readTree(file);
  }

  private static Optional<Path> folder() {
    String named = System.getProperty("rnn4j.conformance");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared", "conformance"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
