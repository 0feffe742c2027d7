package rnn4j.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What the turns have found, a number from each launch.
final class Measurements {

  private record Key(Section section, Entrant entrant, int threads, String what) {}

  private final Map<Key, List<Double>> values = new HashMap<>();

  void add(Section section, Entrant entrant, int threads, String what, double value) {
    values
        .computeIfAbsent(new Key(section, entrant, threads, what), _ -> new ArrayList<>())
        .add(value);
  }

  /// Returns the median of all launches, if there is one.
  OptionalDouble median(Section section, Entrant entrant, int threads, String what) {
    List<Double> found = values.get(new Key(section, entrant, threads, what));
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(found));
  }
}
