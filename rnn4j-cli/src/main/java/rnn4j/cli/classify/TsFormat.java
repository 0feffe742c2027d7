package rnn4j.cli.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;

/// The text format of sktime: a line for each sequence, a colon between dimensions, commas between
/// steps, and the label last.
final class TsFormat {
  private static final String MISSING = "?";

  private final TextFile file;
  private final boolean labelled;
  private final Path folder;
  private final List<LabelledSequence> sequences = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>(); // each once, however many have it
  private boolean hasLabels;
  private @Nullable FeatureRows values;
  private int dimensions;
  private long rows;
  private long missing;
  private long line;

  private TsFormat(TextFile file, boolean labelled, Path folder) {
    this.file = file;
    this.labelled = labelled;
    this.folder = folder;
  }

  static SequenceFile read(TextFile file, boolean labelled, Path folder) {
    var format = new TsFormat(file, labelled, folder);
    try (BufferedReader reader = file.reader()) {
      format.read(reader);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    FeatureRows values = format.values;
    if (labelled && !format.hasLabels) {
      throw new CliException(file.source() + ": has no @classLabel true, expected labels");
    }
    if (values == null) {
      throw new CliException(file.source() + ": there is no sequence after @data");
    }
    return new SequenceFile(
        file.source(),
        IntStream.rangeClosed(1, format.dimensions).mapToObj(k -> "dim_" + k).toList(),
        List.of(),
        format.missing,
        format.sequences,
        values,
        file.hash());
  }

  private void read(BufferedReader reader) throws IOException {
    boolean data = false;
    for (String raw = reader.readLine(); raw != null; raw = reader.readLine()) {
      line++;
      String text = raw.strip();
      boolean blank = text.isEmpty() || text.startsWith("#");
      if (!blank && data) {
        sequence(text);
      } else if (!blank && text.startsWith("@")) {
        data = header(text.toLowerCase(Locale.ROOT).split("\\s+", -1));
      } else if (!blank) {
        throw fault("found data before @data");
      }
    }
    if (!data) {
      throw new CliException(file.source() + ": has no @data, expected a file of sktime");
    }
  }

  /// Returns whether the data begin here.
  private boolean header(String[] words) {
    switch (words[0]) {
      case "@timestamps" -> {
        if (isTrue(words)) {
          throw fault("has time stamps, expected @timeStamps false");
        }
      }
      case "@classlabel" -> hasLabels = isTrue(words);
      default -> {}
    }
    return words[0].equals("@data");
  }

  private static boolean isTrue(String[] words) {
    return words.length > 1 && words[1].equals("true");
  }

  private void sequence(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    @Nullable String label = hasLabels ? parts.removeLast().strip() : null;
    if (!labelled && MISSING.equals(label)) {
      label = null;
    }
    if (values == null && !parts.isEmpty()) {
      dimensions = parts.size();
      values = new FeatureRows(dimensions, folder);
    }
    FeatureRows store = values;
    if (store == null || parts.size() != dimensions) {
      throw fault("has %d dimensions, expected %d".formatted(parts.size(), dimensions));
    }
    if (label != null && (label.isEmpty() || label.equals(MISSING))) {
      throw fault("the label is missing");
    }
    String[] first = parts.getFirst().split(",", -1);
    float[] numbers = new float[first.length * dimensions];
    for (int k = 0; k < dimensions; k++) {
      String[] steps = parts.get(k).split(",", -1);
      if (steps.length != first.length) {
        throw fault(
            "dimension %d has %d steps, the first has %d"
                .formatted(k + 1, steps.length, first.length));
      }
      for (int t = 0; t < steps.length; t++) {
        numbers[t * dimensions + k] = number(steps[t].strip(), k);
      }
    }
    store.write(rows, numbers);
    sequences.add(
        new LabelledSequence(
            Integer.toString(sequences.size() + 1),
            label == null ? null : labels.computeIfAbsent(label, l -> l),
            first.length,
            store,
            rows));
    rows += first.length;
  }

  private float number(String text, int dimension) {
    if (text.equals(MISSING) || text.equals("NaN")) {
      missing++;
      return Float.NaN;
    }
    try {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw fault(
        "dimension %d: \"%s\" is not a number"
            .formatted(dimension + 1, text.length() > 40 ? text.substring(0, 40) + "..." : text));
  }

  private CliException fault(String fault) {
    return new CliException(file.source() + ": line " + line + ": " + fault);
  }
}
