package rnn4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The tables of a comparison, in Markdown.
record Report(Measurements measurements, List<Section> sections, List<Entrant> entrants) {

  /// Returns all tables.
  String text() {
    return sections.stream().map(this::table).collect(Collectors.joining("\n"));
  }

  private String table(Section section) {
    return switch (section) {
      case PEERS -> peers();
      case LENGTHS ->
          pairs(section, "Half of the batch padding, beside the same without", "times as long");
      case WEIGHTS ->
          pairs(section, "Weights of 16 and 8 bits, beside those of 32", "times as long");
      case EQUATIONS ->
          pairs(section, "The LSTM as a user's equations, beside the built-in", "times as long");
      case VARIANTS -> pairs(section, "Other cells, beside the LSTM", "times as long per flop");
      case SHAPES ->
          pairs(section, "Odd shapes, beside the nearest above", "times as long per flop");
      case VECTORS -> vectors();
      case WARM_UP -> warmUp();
      case START -> start();
    };
  }

  private String peers() {
    List<Entrant> peers = Entrant.PEERS.stream().filter(entrants::contains).toList();
    List<String> header = new ArrayList<>(List.of("case", "threads", "rnn4j, µs"));
    peers.forEach(peer -> header.add(peer.title() + ", µs"));
    peers.forEach(peer -> header.add(peer.title() + " / rnn4j"));
    header.add("% of the limit");
    List<List<String>> rows = new ArrayList<>();
    for (Case shape : Section.PEERS.cases()) {
      for (int threads : Section.PEERS.threads()) {
        OptionalDouble own = time(Section.PEERS, Entrant.RNN4J, threads, shape);
        if (own.isPresent()) {
          List<String> row =
              new ArrayList<>(List.of(shape.name(), String.valueOf(threads), micros(own)));
          for (Entrant peer : peers) {
            row.add(micros(time(Section.PEERS, peer, threads, shape)));
          }
          for (Entrant peer : peers) {
            row.add(ratio(time(Section.PEERS, peer, threads, shape), own));
          }
          row.add(limit(Section.PEERS, Entrant.RNN4J, threads, shape, own.getAsDouble()));
          rows.add(row);
        }
      }
    }
    return markdown("Beside other libraries", header, rows);
  }

  private String pairs(Section section, String title, String unit) {
    List<List<String>> rows = new ArrayList<>();
    for (Cases.Pair pair : section.pairs()) {
      for (int threads : section.threads()) {
        OptionalDouble own = time(section, Entrant.RNN4J, threads, pair.measured());
        OptionalDouble reference = time(section, Entrant.RNN4J, threads, pair.reference());
        if (own.isPresent() && reference.isPresent()) {
          double flops = pair.measured().flops() / pair.reference().flops();
          double scale = pair.perFlop() ? flops : 1;
          rows.add(
              List.of(
                  pair.measured().name(),
                  pair.reference().name(),
                  String.valueOf(threads),
                  micros(own),
                  micros(reference),
                  number("%.2f", own.getAsDouble() / reference.getAsDouble() / scale)));
        }
      }
    }
    return markdown(title, List.of("case", "beside", "threads", "µs", "beside, µs", unit), rows);
  }

  private String vectors() {
    List<List<String>> rows = new ArrayList<>();
    for (Case shape : Section.VECTORS.cases()) {
      OptionalDouble full = time(Section.VECTORS, Entrant.RNN4J, 1, shape);
      OptionalDouble narrow = time(Section.VECTORS, Entrant.AVX2, 1, shape);
      OptionalDouble plain = time(Section.VECTORS, Entrant.PLAIN, 1, shape);
      if (full.isPresent() && narrow.isPresent() && plain.isPresent()) {
        rows.add(
            List.of(
                shape.name(),
                micros(full),
                micros(narrow),
                limit(Section.VECTORS, Entrant.AVX2, 1, shape, narrow.getAsDouble()),
                micros(plain),
                ratio(full, plain)));
      }
    }
    return markdown(
        "Narrower vectors, and none (1 thread)",
        List.of(
            "case",
            "all vectors, µs",
            "AVX2, µs",
            "% of AVX2's limit",
            "plain Java, µs",
            "speed of plain Java / of vectors"),
        rows);
  }

  private String warmUp() {
    List<List<String>> rows = new ArrayList<>();
    for (Case shape : Section.WARM_UP.cases()) {
      List<String> row = new ArrayList<>(List.of(shape.name()));
      for (String what : WarmUp.WHAT) {
        measurements
            .median(Section.WARM_UP, Entrant.RNN4J, 1, what + " " + shape.name())
            .ifPresent(nanos -> row.add(number("%.3f", nanos / 1e6)));
      }
      if (row.size() > 1) {
        rows.add(row);
      }
    }
    return markdown(
        "The way to full speed (1 thread, milliseconds)",
        List.of("case", "creating the layer", "first run", "until runs are quick", "a quick run"),
        rows);
  }

  private String start() {
    List<List<String>> rows = new ArrayList<>();
    for (Entrant entrant : Section.START.entrants()) {
      OptionalDouble nanos = time(Section.START, entrant, 1, Cases.first());
      if (nanos.isPresent()) {
        rows.add(List.of(entrant.title(), number("%.0f", nanos.getAsDouble() / 1e6)));
      }
    }
    return markdown(
        "From the start of Java to the end of a process that computed one output",
        List.of("library", "ms"),
        rows);
  }

  private OptionalDouble time(Section section, Entrant entrant, int threads, Case shape) {
    return measurements.median(section, entrant, threads, shape.name());
  }

  /// Returns how much of what the machine can do was used: of the bandwidth at which an array as
  /// large as the weights is read where each weight is used once a step, otherwise of all
  /// multiply-adds.
  private String limit(Section section, Entrant entrant, int threads, Case shape, double nanos) {
    boolean reading = shape.batch() == 1;
    String what = reading ? "read " + shape.weightBytes() : "fma";
    OptionalDouble most = measurements.median(section, entrant, threads, what);
    if (most.isEmpty()) {
      return "";
    }
    double amount = reading ? (double) shape.weightBytes() * shape.seqLen() : shape.flops();
    String percent = number("%.0f", 100 * amount / nanos / most.getAsDouble());
    return percent + (reading ? " (reading)" : "");
  }

  private static String micros(OptionalDouble nanos) {
    if (nanos.isEmpty()) {
      return "";
    }
    double micros = nanos.getAsDouble() / 1000;
    return number(micros < 10 ? "%.2f" : micros < 1000 ? "%.1f" : "%.0f", micros);
  }

  private static String ratio(OptionalDouble one, OptionalDouble other) {
    return one.isEmpty() || other.isEmpty()
        ? ""
        : number("%.2f", one.getAsDouble() / other.getAsDouble());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String markdown(String title, List<String> header, List<List<String>> rows) {
    var text = new StringBuilder("### " + title + "\n\n");
    text.append(line(header));
    text.append("|").append(" --- |".repeat(header.size())).append("\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
