package rnn4j.cli.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.TensorSummary;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a file of a model holds, as text and as JSON.
///
/// @param file its path
/// @param format what it is
/// @param bytes its size
/// @param metadata free text by name
/// @param layers the recurrent layers
/// @param doubts by name, why something that looks like a recurrent layer is none
record Contents(
    String file,
    String format,
    long bytes,
    Map<String, String> metadata,
    List<Layer> layers,
    Map<String, String> doubts,
    List<Weight> tensors) {

  /// A recurrent layer.
  record Layer(
      String name, String kind, Map<String, Object> options, List<String> untold, String printed) {}

  /// A tensor. The range is missing where there are no numbers; in JSON, infinities are text.
  record Weight(
      String name,
      String type,
      List<Long> shape,
      long elements,
      long bytes,
      @Nullable Object min,
      @Nullable Object max,
      long nans) {}

  /// Looks at all of a file.
  static Contents of(String path, long bytes, ModelFile file) throws IOException {
    FileLayers found = file.layers();
    List<Layer> layers = new ArrayList<>();
    for (FileLayer layer : found.layers()) {
      layers.add(
          new Layer(layer.name(), layer.kind(), layer.options(), layer.untold(), layer.toString()));
    }
    List<Weight> tensors = new ArrayList<>();
    for (String name : file.names()) {
      TensorInfo info = file.info(name);
      TensorSummary summary = TensorSummary.of(file, name);
      tensors.add(
          new Weight(
              name,
              info.type().name(),
              info.shape(),
              info.numel(),
              info.byteSize(),
              number(summary.min()),
              number(summary.max()),
              summary.nans()));
    }
    return new Contents(
        path, file.format(), bytes, file.metadata(), layers, found.doubts(), tensors);
  }

  private static @Nullable Object number(OptionalDouble value) {
    if (value.isEmpty()) {
      return null;
    }
    double number = value.getAsDouble();
    if (number == (long) number && Math.abs(number) < 0x1p53) {
      return (long) number;
    }
    return Double.isInfinite(number) ? (number > 0 ? "inf" : "-inf") : (Object) number;
  }

  String json() {
    return JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(this)
            .replace("\r\n", "\n")
        + "\n";
  }

  // ---- Text

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %s, %d tensor%s"
            .formatted(
                file,
                Printable.text(format),
                size(bytes),
                tensors.size(),
                tensors.size() == 1 ? "" : "s"));
    lines.add(layers.isEmpty() ? "Recurrent layers: none" : "Recurrent layers:");
    layers.forEach(layer -> lines.add("  " + line(layer)));
    doubts.forEach((name, doubt) ->
        lines.add("  %s is none: it %s".formatted(Printable.name(name), Printable.text(doubt))));
    if (!metadata.isEmpty()) {
      lines.add("Metadata:");
      metadata.forEach((name, text) ->
          lines.add("  %s = %s".formatted(Printable.text(name), Printable.text(text))));
    }
    if (!tensors.isEmpty()) {
      lines.add("Tensors:");
      lines.addAll(table());
    }
    return lines;
  }

  private static String line(Layer layer) {
    String untold =
        layer.untold().isEmpty()
            ? ""
            : "; the file does not tell " + String.join(", ", layer.untold());
    return Printable.name(layer.name()) + ": " + Printable.text(layer.printed()) + untold;
  }

  private List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "type", "shape", "size", "min", "max", "NaN"));
    for (Weight tensor : tensors) {
      rows.add(
          List.of(
              Printable.text(tensor.name()),
              tensor.type(),
              tensor.shape().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ", "(", ")")),
              size(tensor.bytes()),
              number(tensor.min()),
              number(tensor.max()),
              Long.toString(tensor.nans())));
    }
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> "  " + line(row, widths)).toList();
  }

  /// Returns a row: texts from the left, numbers from the right.
  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : "  ").append(column < 3 ? cell + space : space + cell);
    }
    return line.toString();
  }

  private static String number(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Double number -> "%.5g".formatted(number);
      default -> value.toString();
    };
  }

  /// Returns a number of bytes in the largest unit that leaves at least 1.
  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double size = bytes;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : "%.1f %s".formatted(size, units[unit]);
  }
}
