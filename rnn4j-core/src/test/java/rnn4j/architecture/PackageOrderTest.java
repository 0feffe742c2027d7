package rnn4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Oracle: the order of packages in the comment of `module-info.java`, from the ground up.
final class PackageOrderTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path TABLE = Path.of("../docs/architecture.md");

  private static final Pattern NAME = Pattern.compile("`(rnn4j\\.[a-z.]+)`");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?(rnn4j(?:\\.[a-z]+)+)\\.[A-Z].*;$", Pattern.MULTILINE);
  private static final Pattern VECTOR_API =
      Pattern.compile("^import (?:static )?jdk\\.incubator\\.vector\\.", Pattern.MULTILINE);

  @Test
  void everyPackageHasItsPlace() throws IOException {
    assertThat(order()).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(order()))
        .isEqualTo(new TreeSet<>(sources().stream().map(PackageOrderTest::packageOf).toList()));
  }

  @Test
  void everyPackageImportsOnlyThoseBeforeIt() throws IOException {
    List<String> order = order();
    List<String> wrong = new ArrayList<>();
    for (Path source : sources()) {
      int own = order.indexOf(packageOf(source));
      for (String imported : names(IMPORT, Files.readString(source))) {
        if (order.indexOf(imported) > own) {
          wrong.add(SOURCES.relativize(source) + " imports from " + imported);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Nothing of these packages is touched where the Vector API is missing.
  @Test
  void onlyKernelsOnVectorsImportTheVectorApi() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path source : sources()) {
      if (VECTOR_API.matcher(Files.readString(source)).find()) {
        found.add(packageOf(source));
      }
    }
    assertThat(found)
        .containsExactly("rnn4j.kernel.lanes", "rnn4j.kernel.loops", "rnn4j.kernel.vector");
  }

  @Test
  void architecturePageHasTheSameOrder() throws IOException {
    String page = Files.readString(TABLE);
    int table = page.indexOf("## Packages of the core");
    List<String> rows =
        page.substring(table, page.indexOf("## ", table + 1))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> names(NAME, line.substring(0, line.indexOf(" | "))).stream())
            .toList();
    assertThat(rows).isEqualTo(order());
  }

  private static List<String> order() throws IOException {
    String comment = Files.readString(SOURCES.resolve("module-info.java"));
    return names(NAME, comment.substring(0, comment.indexOf("module rnn4j.core")));
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .toList();
    }
  }

  private static String packageOf(Path source) {
    return SOURCES.relativize(source.getParent()).toString().replace('/', '.').replace('\\', '.');
  }
}
