package rnn4j.cli.csv;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rnn4j.cli.CliException;

/// The names of the columns of a table.
///
/// @param source the name of the file, for messages
public record CsvHeader(String source, List<String> names) {

  /// Returns the place of the column with this name; upper and lower case may differ if that leaves
  /// only one.
  ///
  /// @throws CliException if there is no such column, or more than one
  public int column(String name) {
    int[] found = columns(names::get, name.strip());
    if (found.length == 0) {
      found =
          columns(
              i -> names.get(i).toLowerCase(Locale.ROOT), name.strip().toLowerCase(Locale.ROOT));
    }
    if (found.length == 0) {
      throw new CliException(
          "%s: there is no column \"%s\", found %s".formatted(source, name, found()));
    }
    if (found.length > 1) {
      throw new CliException(
          "%s: %d columns are named \"%s\", expected one".formatted(source, found.length, name));
    }
    return found[0];
  }

  /// Returns which columns there are, for messages. If another usual delimiter stands in the name
  /// of the only one, it says so.
  public String found() {
    String all = String.join(", ", names);
    return names.size() > 1
        ? all
        : Delimiter.within(all)
            .map(other -> "only \"%s\"; does %s stand between cells?".formatted(all, other))
            .orElse(all);
  }

  private int[] columns(IntFunction<String> title, String name) {
    return IntStream.range(0, names.size()).filter(i -> title.apply(i).equals(name)).toArray();
  }
}
