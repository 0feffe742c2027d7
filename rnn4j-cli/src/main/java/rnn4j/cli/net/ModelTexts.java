package rnn4j.cli.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import rnn4j.cli.CliException;
import rnn4j.cli.OutputFolder;
import rnn4j.cli.train.RunFolder;
import rnn4j.data.Vocabulary;
import rnn4j.io.Safetensors;
import rnn4j.io.SafetensorsFile;
import rnn4j.io.WeightFormatException;
import rnn4j.nn.Module;
import rnn4j.tensor.Tensor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A model in a file: its tensors, and in texts what they are for. Every number and list that is
/// needed to use the model is in it.
///
/// @param path where it is, for messages
/// @param tensors by name
/// @param texts by name
public record ModelTexts(Path path, Map<String, Tensor> tensors, Map<String, String> texts) {
  private static final String KIND = "model";
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Writes a model.
  ///
  /// @param kind such as `rnn4j text`
  public static void write(Path path, String kind, Module module, Map<String, String> texts) {
    write(path, kind, module.stateDict(), texts);
  }

  /// Writes a model.
  public static void write(
      Path path, String kind, Map<String, Tensor> tensors, Map<String, String> texts) {
    var all = new LinkedHashMap<>(texts);
    all.put(KIND, kind);
    try {
      Safetensors.write(path, tensors, all);
    } catch (IOException e) {
      throw OutputFolder.unwritable(path, e);
    }
  }

  /// Reads a model.
  ///
  /// @throws CliException if the file cannot be read or is of another kind
  public static ModelTexts read(Path path, String kind) {
    if (Files.isDirectory(path)) {
      throw new CliException(path + ": is a folder, expected a model of " + kind);
    }
    if (!Files.isRegularFile(path)) {
      throw new CliException(path + ": there is no such file");
    }
    try (SafetensorsFile file = Safetensors.read(path)) {
      String found = file.metadata().getOrDefault(KIND, "no model of this program");
      if (!found.equals(kind)) {
        throw new CliException("%s: is %s, expected a model of %s".formatted(path, found, kind));
      }
      return new ModelTexts(path, file.stateDict(), file.metadata());
    } catch (WeightFormatException e) {
      throw new CliException(
          "%s: cannot be read as a model of %s (%s)"
              .formatted(
                  path,
                  kind,
                  RunFolder.message(path, e).replaceFirst("^" + Pattern.quote(path + ": "), "")));
    } catch (IOException e) {
      throw new CliException(RunFolder.message(path, e));
    }
  }

  /// Returns this without some tensors.
  public ModelTexts without(String... names) {
    var rest = new LinkedHashMap<>(tensors);
    rest.keySet().removeAll(List.of(names));
    return new ModelTexts(path, rest, texts);
  }

  /// Takes the parameters into a module.
  ///
  /// @throws CliException if they do not fit it
  public void loadInto(Module module) {
    try {
      module.loadStateDict(tensors);
    } catch (IllegalArgumentException e) {
      throw new CliException(path + ": " + e.getMessage());
    }
  }

  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new CliException(path + ": has no text \"" + name + "\", the file is damaged");
    }
    return text;
  }

  /// Returns a whole number in a range that a network can have.
  public int number(String name, int least, int most) {
    try {
      int number = Integer.parseInt(text(name));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new CliException(
        "%s: %s is \"%s\", expected a number from %d to %d"
            .formatted(path, name, text(name), least, most));
  }

  /// Returns one of the constants of an enumeration.
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text(name))) {
        return constant;
      }
    }
    throw new CliException("%s: %s is \"%s\", which is unknown".formatted(path, name, text(name)));
  }

  /// Returns a tensor that is no parameter.
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CliException(path + ": has no tensor \"" + name + "\", the file is damaged");
    }
    return tensor;
  }

  public static String json(List<String> list) {
    return JSON.writeValueAsString(list);
  }

  /// Returns a list that [#json] wrote.
  public List<String> list(String name) {
    try {
      return JSON.readValue(text(name), new TypeReference<List<String>>() {});
    } catch (JacksonException e) {
      throw new CliException(path + ": " + name + " is not a list, the file is damaged");
    }
  }

  public Vocabulary vocabulary(String name) {
    try {
      return Vocabulary.of(list(name));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new CliException(path + ": " + name + ": " + e.getMessage());
    }
  }
}
