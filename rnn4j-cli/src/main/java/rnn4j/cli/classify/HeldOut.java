package rnn4j.cli.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rnn4j.data.Shuffle;

/// Sequences to train on and sequences to measure on, in the same proportion of every class.
///
/// @param training at least one of each class
/// @param validation may be empty
record HeldOut(List<LabelledSequence> training, List<LabelledSequence> validation) {

  /// Holds out a random share of every class.
  static HeldOut of(List<LabelledSequence> all, double share, long seed) {
    Map<String, List<LabelledSequence>> byLabel = new LinkedHashMap<>();
    for (int i : new Shuffle(seed).order(all.size(), 0)) {
      LabelledSequence sequence = all.get(i);
      byLabel
          .computeIfAbsent(Objects.requireNonNull(sequence.label()), _ -> new ArrayList<>())
          .add(sequence);
    }
    var training = new ArrayList<LabelledSequence>();
    var validation = new ArrayList<LabelledSequence>();
    byLabel
        .values()
        .forEach(sequences -> {
          int held = Math.min(sequences.size() - 1, (int) Math.round(share * sequences.size()));
          validation.addAll(sequences.subList(0, held));
          training.addAll(sequences.subList(held, sequences.size()));
        });
    return new HeldOut(training, validation);
  }
}
