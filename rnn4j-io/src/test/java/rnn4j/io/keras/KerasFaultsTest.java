package rnn4j.io.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;

/// One file made by hand for every fault.
final class KerasFaultsTest {
  @TempDir private Path folder;

  private static String model(String kind, String more) {
    return """
    {'class_name': 'Sequential', 'config': {'layers': [
      {'class_name': '%s', 'config': {'name': 'rnn', 'units': 2 %s}}]}}
    """
        .formatted(kind, more);
  }

  /// Writes a file of one layer in the newer layout.
  private Path file(String config, float[][] kernel, float[][] recurrent, float @Nullable [] bias) {
    Path path = folder.resolve("m.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      if (!config.isEmpty()) {
        file.putAttribute("model_config", config.replace('\'', '"'));
      }
      WritableGroup vars =
          file.putGroup("layers").putGroup("lstm").putGroup("cell").putGroup("vars");
      vars.putDataset("0", kernel);
      vars.putDataset("1", recurrent);
      if (bias != null) {
        vars.putDataset("2", bias);
      }
    }
    return path;
  }

  static Stream<Arguments> layers() {
    float[][] kernel = new float[3][8];
    float[][] recurrent = new float[2][8];
    float[] bias = new float[8];
    return Stream.of(
        arguments(
            "LSTM",
            "",
            kernel,
            new float[3][8],
            bias,
            "has recurrent_kernel of shape (3, 8), expected (units=2, 8)"),
        arguments(
            "LSTM",
            "",
            new float[3][7],
            recurrent,
            bias,
            "has kernel of shape (3, 7), expected (features, 8)"),
        arguments("LSTM", "", kernel, recurrent, null, "has no bias, expected one"),
        arguments(
            "LSTM", ", 'use_bias': false", kernel, recurrent, bias, "has a bias, expected none"),
        arguments(
            "LSTM",
            "",
            kernel,
            recurrent,
            new float[16],
            "has bias of shape (16), expected 8 elements"),
        arguments(
            "LSTM", ", 'units': 0", kernel, recurrent, bias, "has units 0.0, expected at least 1"),
        arguments(
            "LSTM",
            ", 'units': 'many'",
            kernel,
            recurrent,
            bias,
            "has units many, expected at least 1"),
        arguments(
            "LSTM",
            ", 'activation': 'softmax'",
            kernel,
            recurrent,
            bias,
            "has the activation softmax, which rnn4j does not know"),
        arguments(
            "LSTM",
            ", 'time_major': true",
            kernel,
            recurrent,
            bias,
            "is time_major, expected batch first"),
        arguments(
            "RNN",
            ", 'cell': {'class_name': 'Mine'}",
            kernel,
            recurrent,
            bias,
            "is an RNN of cell Mine, expected LSTMCell, GRUCell or SimpleRNNCell"),
        arguments(
            "GRU",
            "",
            kernel,
            recurrent,
            bias,
            "has the weights of 0 direction(s) in the file, expected 1"),
        arguments(
            "Bidirectional",
            ", 'merge_mode': 'max', 'layer': {'class_name': 'LSTM', 'config': {'units': 2}}",
            kernel,
            recurrent,
            bias,
            "has merge_mode max, expected concat, sum, mul, ave or none"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerThatDoesNotFitIsNamed(
      String kind,
      String more,
      float[][] kernel,
      float[][] recurrent,
      float @Nullable [] bias,
      String message)
      throws IOException {
    Path path = file(model(kind, more), kernel, recurrent, bias);
    try (KerasFile file = Keras.read(path)) {
      assertThatThrownBy(() -> file.layer("rnn"))
          .isExactlyInstanceOf(WeightFormatException.class)
          .hasMessage("Keras.read: %s: layer \"rnn\" %s".formatted(path, message));
      assertThat(file.layers().doubts()).isEqualTo(Map.of("rnn", message));
    }
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments("[1]", "model_config is not one object of JSON"),
        arguments("{} {}", "model_config is not one object of JSON"),
        arguments(
            "{\"a\"",
            "model_config cannot be parsed as JSON at character 4, expected one object less than 200 deep"),
        arguments(
            "[".repeat(300),
            "model_config cannot be parsed as JSON, expected one object less than 200 deep"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aConfigurationThatIsNoneIsNamed(String config, String message) {
    Path path = file(config, new float[3][8], new float[2][8], null);
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessage("Keras.read: %s: %s".formatted(path, message));
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path path = Files.writeString(folder.resolve("m.h5"), "x".repeat(3000));
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith(
            "Keras.read: %s: its beginning is not as HDF5 demands: ".formatted(path));
  }

  /// The library says of it nothing at all.
  @Test
  void aFileThatEndsAfterItsSignatureIsRefused() throws IOException {
    byte[] start = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0};
    Path path = Files.write(folder.resolve("m.h5"), start);
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessage(
            "Keras.read: %s: its beginning is not as HDF5 demands: it ends too early or makes no sense"
                .formatted(path));
  }

  @Test
  void theRootIsCalledByItsName() throws IOException {
    Path path = file("{}", new float[3][8], new float[2][8], null);
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 60)); // the root begins at byte 48
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith(
            "Keras.read: %s: attributes of group / is not as HDF5 demands: ".formatted(path));
  }

  @Test
  void groupsThatAreTooDeepAreRefused() {
    Path path = folder.resolve("m.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      WritableGroup group = file;
      for (int i = 0; i < 61; i++) {
        group = group.putGroup("g");
      }
    }
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessage(
            "Keras.read: %s: has groups in one another more than 60 deep, expected at most that"
                .formatted(path));
  }

  @Test
  void anArchiveWithoutWeightsIsRefused() throws IOException {
    Path path = folder.resolve("m.keras");
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.closeEntry();
    }
    assertThatThrownBy(() -> Keras.read(path))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessage(
            "Keras.read: %s: has no entry \"model.weights.h5\", expected one".formatted(path));
  }
}
