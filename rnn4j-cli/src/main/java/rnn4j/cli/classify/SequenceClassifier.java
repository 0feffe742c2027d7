package rnn4j.cli.classify;

import java.nio.file.Path;
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

/// A network and what is needed to use it: the features and their scaling, and the labels.
record SequenceClassifier(
    Classifier network,
    Classifier.Config config,
    List<String> features,
    FeatureScaling scaling,
    Vocabulary labels) {
  private static final String KIND = "rnn4j classify";
  private static final int BATCH = 64;

  /// Returns batches in the order of the sequences.
  Batches<SequenceBatch> inOrder(List<LabelledSequence> sequences) {
    return ExampleBatches.inOrder(
        sequences.size(), BATCH, "", numbers -> batch(sequences, numbers));
  }

  SequenceBatch batch(List<LabelledSequence> sequences, int[] numbers) {
    return SequenceBatch.of(sequences, numbers, scaling, labels);
  }

  Objective<SequenceBatch> objective() {
    var crossEntropy = new CrossEntropy();
    return batch -> crossEntropy.loss(scores(batch), batch.labels());
  }

  private Tensor scores(SequenceBatch batch) {
    return network.forward(batch.input(), batch.lengths());
  }

  /// Returns the probabilities of all labels for the sequences in their order, (batch, labels) at a
  /// time.
  BatchReader<float[][]> probabilities(List<LabelledSequence> sequences) {
    network.eval();
    BatchReader<SequenceBatch> batches = inOrder(sequences).epoch(0, 0);
    return () -> {
      SequenceBatch batch = batches.next();
      return batch == null ? null : rows(Gradients.off(() -> scores(batch).softmax(-1)));
    };
  }

  private static float[][] rows(Tensor probabilities) {
    float[][] rows = new float[probabilities.size(0)][];
    for (int b = 0; b < rows.length; b++) {
      rows[b] = probabilities.select(0, b).toFloatArray();
    }
    return rows;
  }

  /// Measures labelled sequences.
  Evaluation evaluate(List<LabelledSequence> sequences) {
    boolean training = network.isTraining();
    network.eval();
    var matrix = new ConfusionMatrix(labels.symbols());
    double sum = 0;
    var crossEntropy = new CrossEntropy();
    try (BatchReader<SequenceBatch> reader = inOrder(sequences).epoch(0, 0)) {
      for (SequenceBatch batch = reader.next(); batch != null; batch = reader.next()) {
        SequenceBatch now = batch;
        Tensor scores = Gradients.off(() -> scores(now));
        Loss loss = crossEntropy.loss(scores, batch.labels());
        sum += loss.sum().item();
        int[] actual = batch.labels().toArray();
        int[] said = Scores.best(scores);
        for (int b = 0; b < said.length; b++) {
          matrix.add(actual[b], said[b]);
        }
      }
    } finally {
      network.train(training);
    }
    return Evaluation.of(sum / sequences.size()).with(matrix);
  }

  void write(Path path) {
    Map<String, String> texts = config.texts();
    texts.put("features", ModelTexts.json(features));
    texts.put("labels", ModelTexts.json(labels.symbols()));
    var tensors = new java.util.LinkedHashMap<>(network.stateDict());
    tensors.put("scaling.mean", scaling.mean());
    tensors.put("scaling.scale", scaling.scale());
    ModelTexts.write(path, KIND, tensors, texts);
  }

  /// Reads a model.
  ///
  /// @throws CliException if the file is not one
  static SequenceClassifier read(Path path) {
    ModelTexts file = ModelTexts.read(path, KIND);
    List<String> features = file.list("features");
    Vocabulary labels = file.vocabulary("labels");
    Classifier.Config config = Classifier.Config.of(file, features.size(), labels.size());
    var network = new Classifier(config, TorchRandom.seed(0));
    var scaling = new FeatureScaling(file.tensor("scaling.mean"), file.tensor("scaling.scale"));
    if (scaling.mean().numel() != features.size() || scaling.scale().numel() != features.size()) {
      throw new CliException(
          "%s: the scaling is not one of %d features, the file is damaged"
              .formatted(path, features.size()));
    }
    file.without("scaling.mean", "scaling.scale").loadInto(network);
    network.eval();
    return new SequenceClassifier(network, config, features, scaling, labels);
  }
}
