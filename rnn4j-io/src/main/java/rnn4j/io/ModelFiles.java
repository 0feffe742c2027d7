package rnn4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rnn4j.io.file.Source;
import rnn4j.io.format.FileHead;
import rnn4j.io.format.Formats;
import rnn4j.io.format.ModelFormat;
import rnn4j.io.format.WritableFormat;

/// Files of all formats that are known.
///
/// ```java
/// try (ModelFile file = ModelFiles.open(Path.of("model.pt"))) {
///   for (FileLayer layer : file.layers().layers()) {
///     System.out.println(layer.name() + ": " + layer);
///   }
/// }
/// ```
public final class ModelFiles {
  private ModelFiles() {}

  /// Opens a file, whose format is told by its content.
  ///
  /// @throws WeightFormatException if its format is not known, or it is not as the format demands
  /// @throws IOException if it cannot be read
  public static ModelFile open(Path path) throws IOException {
    ModelFormat format =
        Formats.of(path)
            .orElseThrow(() ->
                new Source("ModelFiles.open", path)
                    .fault("is of no known format, expected " + names(Formats.all())));
    return format.open(path);
  }

  /// Writes what an open file holds to a file of the format that its name's extension tells. It is
  /// written aside and renamed when it is complete.
  ///
  /// @return what was written and what could not be
  /// @throws IllegalArgumentException if no format that can be written has that extension
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  public static Conversion write(ModelFile from, Path to) throws IOException {
    String extension = FileHead.extension(to);
    if (Formats.byExtension(extension).orElse(null) instanceof WritableFormat format) {
      ModelFile named = from.underTorchNames();
      Conversion conversion = format.write(named, to);
      return named instanceof TorchNamedFile ? withDoubts(conversion, named.layers()) : conversion;
    }
    List<ModelFormat> writable =
        Formats.all().stream().filter(WritableFormat.class::isInstance).toList();
    throw new IllegalArgumentException(
        "ModelFiles.write: %s has the extension \"%s\", expected that of %s"
            .formatted(to, extension, names(writable)));
  }

  /// Adds the layers that PyTorch's names could not be found for; tensors of theirs are converted
  /// under the file's own names.
  private static Conversion withDoubts(Conversion conversion, FileLayers layers) {
    Map<String, String> leftOut = new LinkedHashMap<>();
    layers.doubts().forEach((name, why) -> leftOut.put("layer " + name, why));
    leftOut.putAll(conversion.leftOut());
    return new Conversion(conversion.converted(), leftOut);
  }

  private static String names(List<ModelFormat> formats) {
    return formats.stream()
        .map(format -> format.name() + " (." + String.join(", .", format.extensions()) + ")")
        .collect(Collectors.joining(", "));
  }
}
