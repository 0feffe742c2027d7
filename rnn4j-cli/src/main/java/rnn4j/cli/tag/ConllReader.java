package rnn4j.cli.tag;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;
import rnn4j.cli.csv.TextLines;

/// Reads sentences as in the tasks of CoNLL, one after another: a line for each word, the word
/// first and its tag last, an empty line after each sentence. Columns stand between tabs where a
/// line has any, otherwise between white space. Lines of `-DOCSTART-` count as empty; comments,
/// which begin with `#` and a space and stand before a sentence, are left out. Of a file that ends
/// in `.conllu` words are in the second of ten columns and tags in the fourth (UPOS).
final class ConllReader implements Closeable {
  private static final String DOCUMENT = "-DOCSTART-";
  private static final String COMMENT = "#";
  private static final int WORD_OF_CONLLU = 1;
  private static final int TAG_OF_CONLLU = 3;

  /// A longer sentence is a file without empty lines.
  private static final int MOST_WORDS = 100_000;

  private final TextFile file;
  private final TextLines lines;
  private final boolean tagged;
  private final boolean isConllu;
  private final List<Line> sharps = new ArrayList<>(); // comments, or words after all

  /// @param tabs whether its columns stand between tabs
  private record Line(List<String> columns, boolean tabs) {
    static Line of(String line) {
      String text = line.strip();
      boolean tabs = text.indexOf('\t') >= 0;
      List<String> columns = new ArrayList<>();
      for (String cell : text.split(tabs ? "\t" : "\\s+", -1)) {
        columns.add(cell.strip());
      }
      return new Line(columns, tabs);
    }

    String first() {
      return columns.getFirst();
    }

    boolean isLike(Line other) {
      return tabs == other.tabs && columns.size() == other.columns.size();
    }
  }

  /// Begins to read.
  ///
  /// @param tagged whether every word must have a tag; otherwise lines may also be words alone
  ConllReader(TextFile file, boolean tagged) {
    this.file = file;
    this.lines = new TextLines(file);
    this.tagged = tagged;
    this.isConllu = file.source().endsWith(".conllu");
  }

  /// Returns the next sentence, or null after the last.
  ///
  /// @throws CliException if the file is at fault
  @Nullable Sentence next() {
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String text = lines.next(); text != null; text = lines.next()) {
      Line line = Line.of(text);
      if (isConllu && !line.first().isEmpty()) {
        addOfConllu(line, words, tags);
        continue;
      }
      boolean isWord = !line.first().isEmpty() && !line.first().equals(DOCUMENT);
      if (isWord && words.isEmpty() && line.first().equals(COMMENT)) {
        sharps.add(line);
      } else if (isWord) {
        addWordsAmongComments(sharp -> sharp.isLike(line), words, tags);
        add(line.columns(), words, tags);
      } else if (isOver(words, tags)) {
        return new Sentence(words, tags);
      }
    }
    return isOver(words, tags) ? new Sentence(words, tags) : null;
  }

  /// Numbers such as 1-2 and 1.1 are of what is written together or left out, not of words.
  private void addOfConllu(Line line, List<String> words, List<String> tags) {
    List<String> columns = line.columns();
    if (line.first().startsWith(COMMENT) || line.first().matches("\\d+[-.]\\d+")) {
      return;
    }
    if (!line.tabs() || columns.size() <= TAG_OF_CONLLU) {
      throw new CliException(
          "%s: line %d has %d columns, expected ten between tabs as in CoNLL-U"
              .formatted(file.source(), lines.number(), columns.size()));
    }
    add(List.of(columns.get(WORD_OF_CONLLU), columns.get(TAG_OF_CONLLU)), words, tags);
  }

  /// A sentence may begin with the word `#`: such a line is like the lines of other words.
  private void addWordsAmongComments(
      Predicate<Line> isWord, List<String> words, List<String> tags) {
    for (Line sharp : sharps) {
      if (isWord.test(sharp)) {
        add(sharp.columns(), words, tags);
      }
    }
    sharps.clear();
  }

  private void add(List<String> columns, List<String> words, List<String> tags) {
    if (columns.size() == 1 && tagged) {
      throw new CliException(
          "%s: line %d has one column, expected a word and its tag"
              .formatted(file.source(), lines.number()));
    }
    if (words.size() == MOST_WORDS) {
      throw new CliException(
          "%s: the sentence with line %d has more than %,d words, expected an empty line after each sentence"
              .formatted(file.source(), lines.number(), MOST_WORDS));
    }
    words.add(columns.getFirst());
    if (columns.size() > 1) {
      tags.add(columns.getLast());
    }
  }

  /// Ends a sentence; returns whether there was one.
  private boolean isOver(List<String> words, List<String> tags) {
    if (words.isEmpty()) {
      int width = tagged ? 2 : 1;
      addWordsAmongComments(sharp -> sharp.columns().size() == width, words, tags);
    }
    if (!tags.isEmpty() && tags.size() < words.size()) {
      throw new CliException(
          "%s: the sentence that ends in line %d has %d tags for %d words, expected a tag for each or none"
              .formatted(file.source(), lines.number(), tags.size(), words.size()));
    }
    return !words.isEmpty();
  }

  /// Returns the next sentences, none after the last.
  ///
  /// @param count as many as there may be
  List<Sentence> next(int count) {
    List<Sentence> sentences = new ArrayList<>();
    Sentence sentence;
    while (sentences.size() < count && (sentence = next()) != null) {
      sentences.add(sentence);
    }
    return sentences;
  }

  @Override
  public void close() {
    lines.close();
  }
}
