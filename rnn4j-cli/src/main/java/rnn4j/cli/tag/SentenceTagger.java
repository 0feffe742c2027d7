package rnn4j.cli.tag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import rnn4j.train.Loss;
import rnn4j.train.Objective;

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

  /// Returns the most probable tag of every word of every sentence.
  List<List<String>> tags(List<Sentence> sentences) {
    network.eval();
    List<List<String>> all = new ArrayList<>();
    try (BatchReader<SentenceBatch> reader = inOrder(sentences).epoch(0, 0)) {
      for (SentenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        SentenceBatch now = batch;
        int[] said = Scores.best(Gradients.off(() -> network.forward(now)));
        int width = batch.lengths().length;
        for (int b = 0; b < width; b++) {
          List<String> one = new ArrayList<>();
          for (int t = 0; t < batch.lengths()[b]; t++) {
            one.add(tags.symbol(said[t * width + b]));
          }
          all.add(one);
        }
      }
    }
    return all;
  }

  /// Measures tagged sentences, word by word.
  Evaluation evaluate(List<Sentence> sentences) {
    boolean training = network.isTraining();
    network.eval();
    var matrix = new ConfusionMatrix(tags.symbols());
    var crossEntropy = new CrossEntropy();
    double sum = 0;
    try (BatchReader<SentenceBatch> reader = inOrder(sentences).epoch(0, 0)) {
      for (SentenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        SentenceBatch now = batch;
        Tensor scores = Gradients.off(() -> network.forward(now));
        Loss loss = crossEntropy.loss(scores, batch.tags());
        sum += loss.sum().item();
        int[] said = Scores.best(scores);
        int[] actual = batch.tags().toArray();
        for (int i = 0; i < said.length; i++) {
          if (actual[i] != CrossEntropy.IGNORED) {
            matrix.add(actual[i], said[i]);
          }
        }
      }
    } finally {
      network.train(training);
    }
    return Evaluation.of(sum / matrix.total()).with(matrix);
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
