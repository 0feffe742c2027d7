package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rnn4j.cli.CliException;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.net.Scores;
import rnn4j.data.BatchReader;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.data.Vocabulary;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.train.ConfusionMatrix;
import rnn4j.train.Evaluation;
import rnn4j.train.Objective;
import rnn4j.train.SpanScores;

/// A network and what is needed to use it: the views of words, and the tags.
record SentenceTagger(Tagger network, Tagger.Config config, WordViews views, Vocabulary tags) {
  private static final String KIND = "rnn4j tag";
  private static final int BATCH = 64;

  SentenceBatch batch(List<Sentence> sentences, int[] numbers) {
    return SentenceBatch.of(sentences, numbers, views, tags);
  }

  private Batches<SentenceBatch> inOrder(List<Sentence> sentences) {
    return ExampleBatches.inOrder(
        sentences.size(), BATCH, "", numbers -> batch(sentences, numbers));
  }

  Objective<SentenceBatch> objective() {
    var crossEntropy = new CrossEntropy();
    return batch -> crossEntropy.loss(network.forward(batch), batch.tags());
  }

  /// Returns whether the tags mark spans of words, so that F1 is to be counted span by span.
  boolean hasSpans() {
    return SpanScores.areTags(tags.symbols());
  }

  /// Returns the most probable tag of every word of every sentence.
  List<List<String>> tags(List<Sentence> sentences) {
    network.eval();
    List<List<String>> all = new ArrayList<>();
    try (BatchReader<SentenceBatch> reader = inOrder(sentences).epoch(0, 0)) {
      for (SentenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        SentenceBatch now = batch;
        all.addAll(said(batch, Gradients.off(() -> network.forward(now))));
      }
    }
    return all;
  }

  private List<List<String>> said(SentenceBatch batch, Tensor scores) {
    int[] best = Scores.best(scores);
    int width = batch.lengths().length;
    List<List<String>> said = new ArrayList<>();
    for (int b = 0; b < width; b++) {
      List<String> one = new ArrayList<>();
      for (int t = 0; t < batch.lengths()[b]; t++) {
        one.add(tags.symbol(best[t * width + b]));
      }
      said.add(one);
    }
    return said;
  }

  /// Measures tagged sentences: word by word, and span by span if the tags mark spans.
  Evaluation evaluate(List<Sentence> sentences) {
    boolean training = network.isTraining();
    network.eval();
    var matrix = new ConfusionMatrix(tags.symbols());
    var spans = new SpanScores();
    var crossEntropy = new CrossEntropy();
    double sum = 0;
    int at = 0;
    try (BatchReader<SentenceBatch> reader = inOrder(sentences).epoch(0, 0)) {
      for (SentenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        SentenceBatch now = batch;
        Tensor scores = Gradients.off(() -> network.forward(now));
        sum += crossEntropy.loss(scores, batch.tags()).sum().item();
        for (List<String> said : said(batch, scores)) {
          List<String> actual = sentences.get(at++).tags();
          for (int t = 0; t < said.size(); t++) {
            matrix.add(tags.number(actual.get(t)), tags.number(said.get(t)));
          }
          if (hasSpans()) {
            spans.add(actual, said);
          }
        }
      }
    } finally {
      network.train(training);
    }
    Evaluation evaluation = Evaluation.of(sum / matrix.total());
    return hasSpans() ? evaluation.with(matrix, spans) : evaluation.with(matrix);
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
