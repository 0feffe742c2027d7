package rnn4j.cli.tag;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import rnn4j.cli.CliException;
import rnn4j.cli.store.Scratch;

/// The sentences of a corpus as numbers, sixteen bytes for each word, in memory or, if they are
/// many, on the disk.
record NumberedCorpus(Corpus corpus, Scratch scratch) implements Closeable {
  private static final int NUMBERS = 4; // of a word: those of its views and its tag
  private static final int BYTES = NUMBERS * Integer.BYTES;

  /// Reads a corpus.
  ///
  /// @param tagger gives the numbers
  /// @param folder where a file may be made if there are many
  static NumberedCorpus of(Corpus corpus, SentenceTagger tagger, Path folder) {
    var numbered = new NumberedCorpus(corpus, new Scratch(folder));
    try (ConllReader reader = corpus.reader()) {
      for (int i = 0; i < corpus.size(); i++) {
        Sentence sentence = reader.next();
        if (sentence == null || sentence.words().size() != corpus.length(i)) {
          throw new CliException(corpus.source() + ": was changed while it was read");
        }
        numbered.write(i, tagger.numbered(sentence));
      }
    }
    return numbered;
  }

  private void write(int number, NumberedSentence sentence) {
    ByteBuffer bytes = ByteBuffer.allocate(corpus.length(number) * BYTES);
    bytes
        .asIntBuffer()
        .put(sentence.words())
        .put(sentence.endings())
        .put(sentence.shapes())
        .put(sentence.tags());
    scratch.write(corpus.start(number) * BYTES, bytes);
  }

  /// Returns a sentence.
  NumberedSentence read(int number) {
    int length = corpus.length(number);
    IntBuffer numbers = scratch.read(corpus.start(number) * BYTES, length * BYTES).asIntBuffer();
    var sentence =
        new NumberedSentence(new int[length], new int[length], new int[length], new int[length]);
    numbers
        .get(sentence.words())
        .get(sentence.endings())
        .get(sentence.shapes())
        .get(sentence.tags());
    return sentence;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
