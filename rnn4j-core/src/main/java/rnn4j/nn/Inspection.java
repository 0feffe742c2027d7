package rnn4j.nn;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Direction;
import rnn4j.cell.Range;
import rnn4j.tensor.Tensor;

/// What went on inside a recurrent layer: the values of the named parts of its steps, such as an
/// LSTM's gates `i`, `f`, `g`, `o` and its states `h` and `c` after each step.
public final class Inspection {
  private final List<Direction> directions;
  private final List<Map<String, Tensor>> parts;
  private final List<Map<String, @Nullable Range>> ranges;
  private final int[] lengths;

  /// @param parts for each layer and direction, by name, (seqLen, batch, width)
  /// @param ranges for each layer and direction, by name
  Inspection(
      List<Direction> directions,
      List<Map<String, Tensor>> parts,
      List<Map<String, @Nullable Range>> ranges,
      int[] lengths) {
    this.directions = directions;
    this.parts = parts;
    this.ranges = ranges;
    this.lengths = lengths;
  }

  /// Returns the names of the parts, in the order in which the cell names them, states last.
  public Set<String> names() {
    return parts.getFirst().keySet();
  }

  /// Returns the values of a part at every step, (seqLen, batch, width), zero in padding.
  ///
  /// @throws IllegalArgumentException if there is no such layer, direction or part
  public Tensor part(int layer, Direction direction, String name) {
    Tensor part = parts.get(index(layer, direction)).get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "Inspection.part: name is \"%s\", expected one of %s".formatted(name, names()));
    }
    return part;
  }

  private int index(int layer, Direction direction) {
    int numLayers = parts.size() / directions.size();
    if (layer < 0 || layer >= numLayers || !directions.contains(direction)) {
      throw new IllegalArgumentException(
          "Inspection.part: layer is %d, direction %s, expected a layer below %d and one of %s"
              .formatted(layer, direction, numLayers, directions));
    }
    return layer * directions.size() + directions.indexOf(direction);
  }

  /// How much of a part is at the ends of its range, where its gradient vanishes.
  ///
  /// @param low share of the elements within a twentieth of the range from its lower end
  /// @param high share of the elements within a twentieth of the range from its upper end
  public record Saturation(double low, double high) {}

  /// Returns how saturated a part is, padding left out; empty if no function bounds it.
  ///
  /// @throws IllegalArgumentException if there is no such layer, direction or part
  public Optional<Saturation> saturation(int layer, Direction direction, String name) {
    Tensor part = part(layer, direction, name);
    Range range = ranges.get(index(layer, direction)).get(name);
    if (range == null) {
      return Optional.empty();
    }
    double margin = (range.high() - range.low()) / 20;
    long low = 0;
    long high = 0;
    long count = 0;
    for (int n = 0; n < lengths.length; n++) {
      for (int t = 0; t < lengths[n]; t++) {
        for (int j = 0; j < part.size(2); j++) {
          double value = part.get(t, n, j);
          low += value < range.low() + margin ? 1 : 0;
          high += value > range.high() - margin ? 1 : 0;
          count++;
        }
      }
    }
    double all = Math.max(1, count);
    return Optional.of(new Saturation(low / all, high / all));
  }

  /// Where a value that is not a number stands.
  ///
  /// @param step from zero
  /// @param row number of the sequence in the batch
  public record Place(int layer, Direction direction, int step, String part, int row) {}

  /// Returns where the first NaN stands, in the order in which things are computed: by layer,
  /// direction, step in the direction's order, part, and row. Empty if there is none.
  public Optional<Place> firstNaN() {
    for (int index = 0; index < parts.size(); index++) {
      int layer = index / directions.size();
      Direction direction = directions.get(index % directions.size());
      Map<String, Tensor> named = parts.get(index);
      int seqLen = named.values().iterator().next().size(0);
      for (int s = 0; s < seqLen; s++) {
        int t = direction == Direction.BACKWARD ? seqLen - 1 - s : s;
        for (Map.Entry<String, Tensor> part : named.entrySet()) {
          for (int n = 0; n < lengths.length; n++) {
            if (t < lengths[n] && hasNaN(part.getValue(), t, n)) {
              return Optional.of(new Place(layer, direction, t, part.getKey(), n));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasNaN(Tensor part, int t, int n) {
    for (int j = 0; j < part.size(2); j++) {
      if (Double.isNaN(part.get(t, n, j))) {
        return true;
      }
    }
    return false;
  }
}
