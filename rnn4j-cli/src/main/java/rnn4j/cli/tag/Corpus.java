package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;

/// What one reading of a file of sentences tells: how many there are and how long, and their tags.
/// The sentences are read again when they are needed; memory holds four bytes for each.
final class Corpus {
  /// More different tags are a mistake, such as a column of something else.
  private static final int MOST_TAGS = 2000;

  /// More could not be shuffled.
  private static final int MOST_SENTENCES = 200_000_000;

  /// Of so many sentences the start of one is noted.
  private static final int SENTENCES_PER_START = 128;

  private final TextFile file;
  private final boolean mustBeTagged;
  private final Set<String> tags = new TreeSet<>();
  private int[] lengths = new int[64]; // of sentences, in words
  private long[] starts = new long[64]; // of sentences 0, SENTENCES_PER_START, ..., in words
  private int size;
  private long words;
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
    corpus.lengths = Arrays.copyOf(corpus.lengths, corpus.size); // what is spare is much of many
    return corpus;
  }

  private void add(Sentence sentence) {
    if (size == MOST_SENTENCES) {
      throw new CliException(
          "%s: has more than %,d sentences, expected fewer".formatted(source(), MOST_SENTENCES));
    }
    if (size == lengths.length) {
      lengths = Arrays.copyOf(lengths, Math.addExact(size, size / 2));
    }
    if (size % SENTENCES_PER_START == 0) {
      int start = size / SENTENCES_PER_START;
      starts = start == starts.length ? Arrays.copyOf(starts, 2 * start) : starts;
      starts[start] = words;
    }
    lengths[size++] = sentence.words().size();
    words += sentence.words().size();
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
    return words;
  }

  /// Returns how many words stand before a sentence.
  long start(int sentence) {
    int noted = sentence / SENTENCES_PER_START;
    long start = starts[noted];
    for (int i = noted * SENTENCES_PER_START; i < sentence; i++) {
      start += lengths[i];
    }
    return start;
  }

  /// Returns how many words a sentence has.
  int length(int sentence) {
    return lengths[sentence];
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
