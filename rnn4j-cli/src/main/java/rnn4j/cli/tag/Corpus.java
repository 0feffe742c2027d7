package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;

/// What one reading of a file of sentences tells: how many there are and how long, and their tags.
/// The sentences are read again when they are needed; memory holds eight bytes for each.
final class Corpus {
  /// More different tags are a mistake, such as a column of something else.
  private static final int MOST_TAGS = 2000;

  private final TextFile file;
  private final boolean mustBeTagged;
  private final Set<String> tags = new TreeSet<>();
  private long[] ends = new long[64]; // of the sentences, in words
  private int size;
  private boolean isTagged = true;

  private Corpus(TextFile file, boolean mustBeTagged) {
    this.file = file;
    this.mustBeTagged = mustBeTagged;
  }

  /// Reads a file from beginning to end.
  ///
  /// @param tagged whether every word must have a tag; otherwise there may also be words alone
  /// @throws CliException if it cannot be read, a line is at fault, or there is no sentence
  static Corpus read(Path path, boolean tagged) {
    var corpus = new Corpus(TextFile.open(path), tagged);
    try (ConllReader reader = corpus.reader()) {
      for (Sentence sentence = reader.next(); sentence != null; sentence = reader.next()) {
        corpus.add(sentence);
      }
    }
    if (corpus.size == 0) {
      throw new CliException(
          corpus.source() + ": there is no sentence, expected a word in each line");
    }
    return corpus;
  }

  private void add(Sentence sentence) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, Math.multiplyExact(2, size));
    }
    ends[size] = start(size) + sentence.words().size();
    size++;
    isTagged &= !sentence.tags().isEmpty();
    if (tags.size() <= MOST_TAGS) {
      tags.addAll(sentence.tags());
    }
    if (mustBeTagged && tags.size() > MOST_TAGS) {
      throw new CliException(
          "%s: has more than %d different tags (%s, ...), expected fewer; is the last column that of tags?"
              .formatted(source(), MOST_TAGS, String.join(", ", tags.stream().limit(3).toList())));
    }
  }

  /// Begins to read the sentences.
  ConllReader reader() {
    return new ConllReader(file, mustBeTagged);
  }

  /// Returns the name of the file, for messages.
  String source() {
    return file.source();
  }

  /// Returns a text that changes when the content does.
  String hash() {
    return file.hash();
  }

  /// Returns how many sentences there are.
  int size() {
    return size;
  }

  /// Returns how many words there are.
  long words() {
    return start(size);
  }

  /// Returns how many words stand before a sentence.
  long start(int sentence) {
    return sentence == 0 ? 0 : ends[sentence - 1];
  }

  /// Returns how many words a sentence has.
  int length(int sentence) {
    return (int) (ends[sentence] - start(sentence));
  }

  /// Returns whether every word has a tag.
  boolean isTagged() {
    return isTagged;
  }

  /// Returns the different tags in alphabetical order; not all if there are far too many.
  Set<String> tags() {
    return tags;
  }
}
