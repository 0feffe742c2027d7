package rnn4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs the turns: in each launch every entrant of every section has one, in a process of its own,
/// so that what slows the machine down for a while slows all of them.
final class Comparison {
  /// Results of libraries agree to about this share of their magnitude.
  private static final double AGREEMENT = 1e-3;

  private final Launcher launcher;
  private final List<Section> sections;
  private final List<Entrant> entrants;
  private final List<Case> cases;
  private final PrintWriter progress;
  private final Measurements measurements = new Measurements();

  /// @param entrants those who take part
  /// @param cases those that are measured
  Comparison(
      Launcher launcher,
      List<Section> sections,
      List<Entrant> entrants,
      List<Case> cases,
      PrintWriter progress) {
    this.launcher = launcher;
    this.sections = sections;
    this.entrants = entrants;
    this.cases = cases;
    this.progress = progress;
  }

  /// A section with one number of threads: what is run one after another in a launch.
  private record Round(Section section, int threads) {}

  private List<Round> rounds() {
    return sections.stream()
        .flatMap(section -> section.threads().stream().map(count -> new Round(section, count)))
        .filter(round -> !cases(round.section).isEmpty())
        .toList();
  }

  private List<Entrant> entrants(Section section) {
    return section.entrants().stream().filter(entrants::contains).toList();
  }

  private List<Case> cases(Section section) {
    return section.cases().stream().filter(cases::contains).toList();
  }

  /// Returns how often something is timed in one launch.
  int timings() {
    return rounds().stream()
        .mapToInt(round -> cases(round.section).size() * entrants(round.section).size())
        .sum();
  }

  Measurements measurements() {
    return measurements;
  }

  /// Compares what all compute, on small shapes.
  ///
  /// @throws IOException if they do not agree
  void check() throws IOException {
    List<String> names = Cases.common().stream().filter(cases::contains).map(Case::name).toList();
    Map<String, double[]> expected = digests(Entrant.RNN4J, names);
    for (Entrant entrant : Entrant.PEERS) {
      if (entrants.contains(entrant)) {
        digests(entrant, names)
            .forEach(
                (name, found) -> agree(entrant, name, found, requireNonNull(expected.get(name))));
        say(entrant.title() + " computes what rnn4j computes");
      }
    }
  }

  private Map<String, double[]> digests(Entrant entrant, List<String> names) throws IOException {
    Map<String, double[]> digests = new HashMap<>();
    for (String line : launcher.turn(entrant, 1, "check", names)) {
      String[] words = line.split(" ", -1);
      digests.put(
          words[1], new double[] {Double.parseDouble(words[2]), Double.parseDouble(words[3])});
    }
    return digests;
  }

  private static void agree(Entrant entrant, String name, double[] found, double[] expected) {
    double magnitude = Math.sqrt(expected[1]);
    if (Math.abs(found[0] - expected[0]) > AGREEMENT * magnitude
        || Math.abs(found[1] - expected[1]) > AGREEMENT * expected[1]) {
      throw new IllegalStateException(
          "%s: sum and sum of squares of %s are %s and %s, expected %s and %s"
              .formatted(entrant.title(), name, found[0], found[1], expected[0], expected[1]));
    }
  }

  /// Runs one launch.
  ///
  /// @param seconds how long each case is timed
  void launch(double seconds) throws IOException {
    for (Round round : rounds()) {
      machine(round);
      for (Entrant entrant : entrants(round.section)) {
        say("  " + round.section + ", " + entrant.title() + ", threads " + round.threads);
        if (round.section == Section.START) {
          start(entrant);
        } else if (round.section == Section.WARM_UP) {
          warmUp(round, entrant);
        } else {
          time(round, entrant, seconds);
        }
      }
    }
  }

  private void time(Round round, Entrant entrant, double seconds) throws IOException {
    List<String> names = cases(round.section).stream().map(Case::name).toList();
    for (String line : launcher.turn(entrant, round.threads, String.valueOf(seconds), names)) {
      String[] words = line.split(" ", -1);
      double nanos = Double.parseDouble(words[2]);
      measurements.add(round.section, entrant, round.threads, words[1], nanos);
    }
  }

  /// Measures the way to full speed, in a process for each case.
  private void warmUp(Round round, Entrant entrant) throws IOException {
    for (Case shape : cases(round.section)) {
      for (String line : launcher.turn(entrant, round.threads, "warm", List.of(shape.name()))) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < WarmUp.WHAT.size(); i++) {
          double nanos = Double.parseDouble(words[i + 2]);
          String what = WarmUp.WHAT.get(i) + " " + shape.name();
          measurements.add(round.section, entrant, round.threads, what, nanos);
        }
      }
    }
  }

  private void start(Entrant entrant) throws IOException {
    String name = Cases.first().name();
    long start = System.nanoTime();
    launcher.turn(entrant, 1, "first", List.of());
    measurements.add(Section.START, entrant, 1, name, (double) (System.nanoTime() - start));
  }

  /// Measures what the machine could do at this moment.
  private void machine(Round round) throws IOException {
    Set<String> sizes = new LinkedHashSet<>();
    for (Case shape : cases(round.section)) {
      if (shape.batch() == 1) {
        sizes.add(String.valueOf(shape.weightBytes()));
      }
    }
    for (Entrant entrant : entrants(round.section)) {
      if (entrant == Entrant.RNN4J || entrant == Entrant.AVX2) {
        List<String> arguments = new ArrayList<>(List.of(String.valueOf(round.threads)));
        arguments.addAll(sizes);
        for (String line : launcher.run(entrant, round.threads, Machine.class, arguments)) {
          int end = line.lastIndexOf(' ');
          double value = Double.parseDouble(line.substring(end + 1));
          measurements.add(round.section, entrant, round.threads, line.substring(0, end), value);
        }
      }
    }
  }

  private void say(String text) {
    progress.println(text);
    progress.flush();
  }
}
