package rnn4j.benchmarks;

import static rnn4j.benchmarks.Kind.INFERENCE;
import static rnn4j.benchmarks.Kind.STREAM;
import static rnn4j.benchmarks.Kind.TRAINING;
import static rnn4j.benchmarks.Variant.LSTM;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The shape table: all workloads, and which of them are compared with which.
public final class Cases {
  private static final Set<Variant> LSTMS =
      EnumSet.of(
          LSTM,
          Variant.WARMED,
          Variant.BFLOAT16,
          Variant.INT8,
          Variant.EQUATIONS,
          Variant.GATE_BY_GATE);

  private Cases() {}

  /// Two workloads whose times are compared.
  ///
  /// @param perFlop whether their times are divided by their floating-point operations first
  record Pair(Case measured, Case reference, boolean perFlop) {}

  /// Returns the workloads that other libraries have too.
  public static List<Case> common() {
    List<Case> cases = new ArrayList<>();
    for (int size : new int[] {64, 128, 256, 512, 1024}) {
      cases.add(Case.of(STREAM, LSTM, 1, 1, size));
    }
    for (int size : new int[] {128, 256, 512}) {
      cases.add(Case.of(INFERENCE, LSTM, 1, 100, size));
    }
    for (int size : new int[] {64, 128, 256, 512}) {
      cases.add(Case.of(INFERENCE, LSTM, 32, 100, size));
    }
    cases.add(Case.of(INFERENCE, LSTM, 256, 50, 256));
    cases.add(Case.of(INFERENCE, LSTM, 16, 50, 512, 256).stacked(2));
    for (int size : new int[] {64, 128, 256, 512}) {
      cases.add(Case.of(TRAINING, LSTM, 32, 100, size));
    }
    cases.add(Case.of(TRAINING, LSTM, 16, 50, 512, 256).stacked(2));
    return cases;
  }

  /// Returns batches whose sequences have different lengths, beside the same without padding.
  static List<Pair> lengths() {
    return Stream.of(INFERENCE, TRAINING)
        .map(kind -> Case.of(kind, LSTM, 32, 100, 256))
        .map(padded -> new Pair(padded.withLengths(), padded, false))
        .toList();
  }

  /// Returns streams whose weights are kept in fewer bits, beside the same in single precision.
  static List<Pair> weights() {
    return Stream.of(Variant.BFLOAT16, Variant.INT8)
        .flatMap(variant ->
            IntStream.of(64, 128, 256, 512, 1024)
                .mapToObj(size -> pair(STREAM, variant, 1, 1, size, false)))
        .toList();
  }

  /// Returns the LSTM written as equations, beside the built-in one.
  static List<Pair> equations() {
    List<Pair> pairs = new ArrayList<>();
    for (Variant variant : List.of(Variant.EQUATIONS, Variant.GATE_BY_GATE)) {
      for (int size : new int[] {64, 256, 512}) {
        pairs.add(pair(STREAM, variant, 1, 1, size, false));
        pairs.add(pair(INFERENCE, variant, 1, 100, size, false));
        pairs.add(pair(INFERENCE, variant, 32, 100, size, false));
        pairs.add(pair(TRAINING, variant, 32, 100, size, false));
      }
    }
    return pairs;
  }

  /// Returns every other cell beside the LSTM, for each floating-point operation of its products.
  static List<Pair> variants() {
    List<Pair> pairs = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      if (!LSTMS.contains(variant)) {
        for (int size : new int[] {64, 256}) {
          pairs.add(pair(INFERENCE, variant, 1, 100, size, true));
          pairs.add(pair(INFERENCE, variant, 32, 100, size, true));
          pairs.add(pair(TRAINING, variant, 32, 100, size, true));
        }
      }
    }
    return pairs;
  }

  private static Pair pair(
      Kind kind, Variant variant, int batch, int seqLen, int size, boolean perFlop) {
    return new Pair(
        Case.of(kind, variant, batch, seqLen, size),
        Case.of(kind, LSTM, batch, seqLen, size),
        perFlop);
  }

  /// Returns shapes that no one would choose for speed, each beside the nearest that one would.
  static List<Pair> shapes() {
    List<Pair> pairs = new ArrayList<>();
    for (Kind kind : List.of(INFERENCE, TRAINING)) {
      int[][] hiddenSizes = {
        {48, 64}, {96, 128}, {100, 128}, {200, 256}, {384, 512}, {1500, 512}, {17, 64}, {1, 64}
      };
      for (int[] sizes : hiddenSizes) {
        pairs.add(shape(kind, 32, 100, sizes[0], sizes[0], 32, 100, sizes[1]));
      }
      for (int batch : new int[] {2, 3, 7, 100}) {
        int near = batch < 5 ? 1 : 32;
        if (near > 1 || kind == INFERENCE) {
          pairs.add(shape(kind, batch, 100, 256, 256, near, 100, 256));
        }
      }
      for (int inputSize : new int[] {1, 5, 300}) {
        pairs.add(shape(kind, 32, 100, inputSize, 256, 32, 100, 256));
      }
    }
    pairs.add(shape(INFERENCE, 1, 1, 128, 128, 1, 100, 128));
    pairs.add(shape(INFERENCE, 1, 10_000, 128, 128, 1, 100, 128));
    return pairs;
  }

  private static Pair shape(
      Kind kind,
      int batch,
      int seqLen,
      int inputSize,
      int hiddenSize,
      int nearBatch,
      int nearSeqLen,
      int nearSize) {
    return new Pair(
        Case.of(kind, LSTM, batch, seqLen, inputSize, hiddenSize),
        Case.of(kind, LSTM, nearBatch, nearSeqLen, nearSize),
        true);
  }

  /// Returns the workloads on which instruction sets are compared.
  static List<Case> narrow() {
    return List.of(
        Case.of(INFERENCE, LSTM, 1, 100, 128),
        Case.of(INFERENCE, LSTM, 1, 100, 256),
        Case.of(INFERENCE, LSTM, 32, 100, 128),
        Case.of(INFERENCE, LSTM, 32, 100, 256),
        Case.of(TRAINING, LSTM, 32, 100, 256));
  }

  /// Returns the workloads whose way to full speed is measured.
  static List<Case> warmUps() {
    return List.of(
        Case.of(STREAM, LSTM, 1, 1, 128),
        Case.of(STREAM, Variant.WARMED, 1, 1, 128),
        Case.of(INFERENCE, LSTM, 32, 100, 128),
        Case.of(INFERENCE, Variant.WARMED, 32, 100, 128),
        Case.of(TRAINING, LSTM, 32, 100, 128));
  }

  /// Returns what is computed for a first output.
  static Case first() {
    return Case.of(INFERENCE, LSTM, 1, 10, 64);
  }

  /// Returns all workloads, each once.
  static List<Case> all() {
    Set<Case> cases = new LinkedHashSet<>(common());
    Stream.of(lengths(), weights(), equations(), variants(), shapes())
        .flatMap(List::stream)
        .forEach(pair -> {
          cases.add(pair.reference());
          cases.add(pair.measured());
        });
    cases.addAll(narrow());
    cases.addAll(warmUps());
    cases.add(first());
    return List.copyOf(cases);
  }

  /// Returns a workload by its name.
  ///
  /// @throws IllegalArgumentException if there is none
  static Case of(String name) {
    return all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Cases: no case is named " + name));
  }
}
