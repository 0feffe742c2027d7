package rnn4j.cli.tag;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import rnn4j.cli.CliException;
import rnn4j.data.Shuffle;

/// Which sentences of a corpus are trained on and which are held out, by their numbers.
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentenceParts(int[] training, int[] validation) {

  /// Holds out a random share.
  ///
  /// @throws CliException if there are too few sentences
  static SentenceParts of(Corpus corpus, double share, long seed) {
    int held = (int) Math.round(share * corpus.size());
    if (held < 1 || held == corpus.size()) {
      throw new CliException(
          "%s: %d sentences are too few to hold some out, expected more"
              .formatted(corpus.source(), corpus.size()));
    }
    int[] order = new Shuffle(seed).order(corpus.size(), 0);
    return new SentenceParts(
        Arrays.copyOfRange(order, held, order.length), Arrays.copyOf(order, held));
  }

  /// Returns the numbers of those to train on.
  BitSet trainingSet() {
    var set = new BitSet();
    IntStream.of(training).forEach(set::set);
    return set;
  }
}
