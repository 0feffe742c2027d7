package rnn4j.cli.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.tensor.Tensor;

/// The text format of sktime: a line for each sequence, a colon between dimensions, commas between
/// steps, and the label last.
final class TsFormat {
  private final String source;
  private boolean labels;
  private int dimensions = -1;
  private int line;

  private TsFormat(String source) {
    this.source = source;
  }

  static SequenceFile parse(String source, String text, String hash, boolean labelled) {
    var format = new TsFormat(source);
    List<LabelledSequence> sequences = format.sequences(text.lines().toList());
    if (labelled && !format.labels) {
      throw new CliException(source + ": has no @classLabel true, expected labels");
    }
    if (sequences.isEmpty()) {
      throw new CliException(source + ": there is no sequence after @data");
    }
    return new SequenceFile(
        source,
        IntStream.rangeClosed(1, format.dimensions).mapToObj(k -> "dim_" + k).toList(),
        sequences,
        hash);
  }

  private List<LabelledSequence> sequences(List<String> lines) {
    var sequences = new ArrayList<LabelledSequence>();
    boolean data = false;
    for (String raw : lines) {
      line++;
      String text = raw.strip();
      boolean blank = text.isEmpty() || text.startsWith("#");
      if (!blank && data) {
        sequences.add(sequence(text, Integer.toString(sequences.size() + 1)));
      } else if (!blank && text.startsWith("@")) {
        data = header(text.toLowerCase(Locale.ROOT).split("\\s+", -1));
      } else if (!blank) {
        throw fault("found data before @data");
      }
    }
    if (!data) {
      throw new CliException(source + ": has no @data, expected a file of sktime");
    }
    return sequences;
  }

  /// Returns whether the data begin here.
  private boolean header(String[] words) {
    switch (words[0]) {
      case "@timestamps" -> {
        if (isTrue(words)) {
          throw fault("has time stamps, expected @timeStamps false");
        }
      }
      case "@classlabel" -> labels = isTrue(words);
      default -> {}
    }
    return words[0].equals("@data");
  }

  private static boolean isTrue(String[] words) {
    return words.length > 1 && words[1].equals("true");
  }

  private LabelledSequence sequence(String text, String name) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    @Nullable String label = labels ? parts.removeLast().strip() : null;
    if (dimensions < 0) {
      dimensions = parts.size();
    }
    if (parts.size() != dimensions || dimensions == 0) {
      throw fault("has %d dimensions, expected %d".formatted(parts.size(), dimensions));
    }
    if (label != null && label.isEmpty()) {
      throw fault("the label is missing");
    }
    String[] first = parts.getFirst().split(",", -1);
    float[] values = new float[first.length * dimensions];
    for (int k = 0; k < dimensions; k++) {
      String[] steps = parts.get(k).split(",", -1);
      if (steps.length != first.length) {
        throw fault(
            "dimension %d has %d steps, the first has %d"
                .formatted(k + 1, steps.length, first.length));
      }
      for (int t = 0; t < steps.length; t++) {
        values[t * dimensions + k] = number(steps[t].strip(), k);
      }
    }
    return new LabelledSequence(name, Tensor.of(values, first.length, dimensions), label);
  }

  private float number(String text, int dimension) {
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
    return new CliException(source + ": line " + line + ": " + fault);
  }
}
