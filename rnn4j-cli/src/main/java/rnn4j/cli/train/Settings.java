package rnn4j.cli.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import rnn4j.cli.CliException;

/// The options of a command as texts, so that a run that is resumed has those it was started with.
public final class Settings {
  /// These may change when a run is resumed.
  private static final Set<String> FREE =
      Set.of("--threads", "--output", "--resume", "--restart", "--checkpoint-every", "--epochs");

  private static final Set<String> NOT_KEPT =
      Set.of("--threads", "--output", "--resume", "--restart", "--checkpoint-every", "--help");

  private Settings() {}

  /// Returns all options that decide about the result, by name.
  public static Map<String, String> of(CommandSpec spec) {
    var settings = new LinkedHashMap<String, String>();
    for (OptionSpec option : spec.options()) {
      if (!NOT_KEPT.contains(option.longestName())) {
        settings.put(option.longestName(), text(option));
      }
    }
    return settings;
  }

  /// Gives all options that were not typed the values they had.
  ///
  /// @param recorded what [#of] returned then
  /// @throws CliException if one was typed with another value, and it decides about the result
  public static void restore(CommandSpec spec, Map<String, String> recorded) {
    var typed = spec.commandLine().getParseResult();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName();
      String before = recorded.get(name);
      if (before == null) {
        continue;
      }
      String text = text(option);
      if (!typed.hasMatchedOption(option)) {
        option.setValue(value(option, before));
      } else if (!text.equals(before) && !FREE.contains(name)) {
        throw new CliException(
            "%s is %s, but the run to resume has %s; leave it out, or start anew with --restart"
                .formatted(name, text, before.isEmpty() ? "none" : before));
      }
    }
  }

  private static String text(OptionSpec option) {
    return switch (option.getValue()) {
      case null -> "";
      case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(","));
      case Object value -> value.toString();
    };
  }

  private static @Nullable Object value(OptionSpec option, String text) {
    Class<?> type = option.type();
    if (type == List.class) {
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
    if (text.isEmpty() && !type.isPrimitive()) {
      return null;
    } else if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    } else if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    } else if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    } else if (type == boolean.class) {
      return Boolean.valueOf(text);
    } else if (type == String.class) {
      return text;
    } else if (type == Path.class) {
      return Path.of(text);
    } else if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (constant.toString().equals(text)) {
          return constant;
        }
      }
    }
    throw new CliException(
        "the checkpoint has %s = %s, expected a value of such an option"
            .formatted(option.longestName(), text));
  }
}
