package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;
import rnn4j.cli.train.ContentHash;

/// Sentences as in the tasks of CoNLL: a line for each word, columns between white space, the word
/// first and its tag last, an empty line after each sentence. Lines of `-DOCSTART-` count as empty.
///
/// @param source the name of the file, for messages
/// @param hash changes when the content does
record ConllFile(String source, List<Sentence> sentences, String hash) {
  private static final String DOCUMENT = "-DOCSTART-";

  /// Reads a file.
  ///
  /// @param tagged whether every word must have a tag; otherwise lines may also be words alone
  /// @throws CliException if it cannot be read or a line has no tag
  static ConllFile read(Path path, boolean tagged) {
    String text = TextFile.read(path);
    String source = path.getFileName().toString();
    List<Sentence> sentences = parse(source, text, tagged);
    if (sentences.isEmpty()) {
      throw new CliException(source + ": there is no sentence, expected a word in each line");
    }
    return new ConllFile(source, sentences, ContentHash.of(text));
  }

  static List<Sentence> parse(String source, String text, boolean tagged) {
    List<Sentence> sentences = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] columns = line.strip().split("\\s+", -1);
      if (columns[0].isEmpty() || columns[0].equals(DOCUMENT)) {
        end(source, number, words, tags, sentences);
      } else if (columns.length == 1 && tagged) {
        throw new CliException(
            "%s: line %d has one column, expected a word and its tag".formatted(source, number));
      } else {
        words.add(columns[0]);
        if (columns.length > 1) {
          tags.add(columns[columns.length - 1]);
        }
      }
    }
    end(source, number, words, tags, sentences);
    return sentences;
  }

  private static void end(
      String source, int line, List<String> words, List<String> tags, List<Sentence> sentences) {
    if (!tags.isEmpty() && tags.size() < words.size()) {
      throw new CliException(
          "%s: the sentence that ends in line %d has %d tags for %d words, expected a tag for each or none"
              .formatted(source, line, tags.size(), words.size()));
    }
    if (!words.isEmpty()) {
      sentences.add(new Sentence(List.copyOf(words), List.copyOf(tags)));
      words.clear();
      tags.clear();
    }
  }
}
