package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rnn4j.cli.CliException;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.net.Scores;
import rnn4j.data.BatchReader;
import rnn4j.data.ExampleBatches;
import rnn4j.data.Vocabulary;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.train.Evaluation;
import rnn4j.train.Objective;
import rnn4j.train.SpanScores;

/// A network and what is needed to use it: the views of words, and the tags.
record SentenceTagger(Tagger network, Tagger.Config config, WordViews views, Vocabulary tags) {
  private static final String KIND = "rnn4j tag";

  /// Sentences side by side where nothing is learnt.
  static final int BATCH = 64;

  /// Returns what the network sees of a sentence, and its tags where it has any.
  NumberedSentence numbered(Sentence sentence) {
    int[] numbers = tags.numbers(sentence.tags());
    if (sentence.tags().isEmpty()) {
      numbers = new int[sentence.words().size()];
      Arrays.fill(numbers, CrossEntropy.IGNORED);
    }
    return views.numbered(sentence.words(), numbers);
  }

  Objective<SentenceBatch> objective() {
    var crossEntropy = new CrossEntropy();
    return batch -> crossEntropy.loss(network.forward(batch), batch.tags());
  }

  /// Returns whether the tags mark spans of words, so that F1 is to be counted span by span.
  boolean hasSpans() {
    return SpanScores.areTags(tags.symbols());
  }

  /// Returns scores, (seqLen, batch, tags), without gradients.
  Tensor scores(SentenceBatch batch) {
    return Gradients.off(() -> network.forward(batch));
  }

  /// Returns the most probable tags.
  ///
  /// @param scores (seqLen, batch, tags)
  /// @return their numbers, (batch)(length)
  static int[][] said(SentenceBatch batch, Tensor scores) {
    int[] best = Scores.best(scores);
    int width = batch.lengths().length;
    int[][] said = new int[width][];
    for (int b = 0; b < width; b++) {
      said[b] = new int[batch.lengths()[b]];
      for (int t = 0; t < said[b].length; t++) {
        said[b][t] = best[t * width + b];
      }
    }
    return said;
  }

  /// Measures sentences of a corpus.
  Evaluation evaluate(NumberedCorpus corpus, int[] sentences) {
    return evaluate(
        ExampleBatches.inOrder(
                sentences.length,
                BATCH,
                "",
                numbers ->
                    SentenceBatch.of(
                        Arrays.stream(numbers).mapToObj(i -> corpus.read(sentences[i])).toList()))
            .epoch(0, 0));
  }

  /// Measures all sentences of a corpus with known tags, as they are read.
  Evaluation evaluate(Corpus corpus) {
    try (ConllReader reader = corpus.reader()) {
      return evaluate(() -> {
        List<Sentence> sentences = reader.next(BATCH);
        return sentences.isEmpty() ? null : batch(sentences);
      });
    }
  }

  private Evaluation evaluate(BatchReader<SentenceBatch> reader) {
    boolean training = network.isTraining();
    network.eval();
    var counted = new TagScores(tags);
    try (reader) {
      for (SentenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        Tensor scores = scores(batch);
        counted.add(batch, scores, said(batch, scores));
      }
    } finally {
      network.train(training);
    }
    return counted.evaluation();
  }

  SentenceBatch batch(List<Sentence> sentences) {
    return SentenceBatch.of(sentences.stream().map(this::numbered).toList());
  }

  /// Returns a measurement in words.
  static String words(Evaluation evaluation) {
    boolean spans = evaluation.metrics().containsKey("span_f1");
    return String.format(
        Locale.ROOT,
        "accuracy %.2f %%, %s %.4f",
        100 * evaluation.value("accuracy"),
        spans ? "F1 by span" : "mean F1 by word",
        evaluation.value(spans ? "span_f1" : "f1"));
  }

  void write(Path path) {
    Map<String, String> texts = config.texts();
    texts.put("words", ModelTexts.json(views.words().symbols()));
    texts.put("endings", ModelTexts.json(views.endings().symbols()));
    texts.put("shapes", ModelTexts.json(views.shapes().symbols()));
    texts.put("tags", ModelTexts.json(tags.symbols()));
    ModelTexts.write(path, KIND, network, texts);
  }

  /// Reads a model.
  ///
  /// @throws CliException if the file is not one
  static SentenceTagger read(Path path) {
    ModelTexts file = ModelTexts.read(path, KIND);
    Vocabulary tags = file.vocabulary("tags");
    var views = new WordViews(open(file, "words"), open(file, "endings"), open(file, "shapes"));
    Tagger.Config config = Tagger.Config.of(file, tags.size());
    var network = new Tagger(config, views, TorchRandom.seed(0));
    file.loadInto(network);
    network.eval();
    return new SentenceTagger(network, config, views, tags);
  }

  private static Vocabulary open(ModelTexts file, String name) {
    Vocabulary vocabulary = file.vocabulary(name);
    if (!vocabulary.contains(Vocabulary.UNKNOWN)) {
      throw new CliException(file.path() + ": " + name + " have no " + Vocabulary.UNKNOWN);
    }
    return vocabulary;
  }
}
