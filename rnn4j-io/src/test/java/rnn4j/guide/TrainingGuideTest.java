package rnn4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.data.Padding;
import rnn4j.data.Prefetch;
import rnn4j.data.Shuffle;
import rnn4j.io.CheckpointFile;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Linear;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Reduction;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.AdamW;
import rnn4j.optim.AdamWConfig;
import rnn4j.optim.CosineAnnealingLr;
import rnn4j.optim.LinearLr;
import rnn4j.optim.LrScheduler;
import rnn4j.optim.ParameterGroup;
import rnn4j.optim.SequentialLr;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Indices;
import rnn4j.train.Evaluator;
import rnn4j.train.Loss;
import rnn4j.train.Objective;
import rnn4j.train.Trainer;
import rnn4j.train.TrainerConfig;

/// The Java of the page on training, run.
final class TrainingGuideTest {

  @Test
  void javaOfThePageStandsHere() throws IOException {
    UserGuideTest.assertJavaStandsIn("TrainingGuideTest", "../docs/training.md");
  }

  @Test
  void learningRates() {
    var random = TorchRandom.seed(0);
    var lstm = new Lstm(LstmConfig.of(3, 4), random);
    var linear = new Linear(4, 2, random);

    AdamWConfig config = AdamWConfig.of();
    var optimizer =
        new AdamW(
            List.of(
                new ParameterGroup<>(lstm.parameters(), config),
                new ParameterGroup<>(linear.parameters(), config.withLr(0.01).withWeightDecay(0))));

    var schedule =
        new SequentialLr(List.of(LinearLr.warmUp(500), CosineAnnealingLr.of(9500)), List.of(500));
    var scheduler = new LrScheduler(optimizer, schedule);

    for (int step = 0; step < 500; step++) {
      scheduler.step();
    }
    assertThat(optimizer.lr(0)).isEqualTo(0.001);
    assertThat(optimizer.lr(1)).isEqualTo(0.01);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sentences(Indices words, int[] lengths, Indices tags) {}

  @Test
  void theLoop(@TempDir Path folder) throws IOException {
    int words = 9;
    int tags = 3;
    var random = TorchRandom.seed(0);
    var tagger = new UserGuideTest.Tagging.Tagger(words, tags, random);
    Batches<Sentences> batches = Prefetch.of(batches(60, 1));
    Batches<Sentences> validation = batches(20, 2);

    var crossEntropy =
        new CrossEntropyLoss(
            CrossEntropyConfig.of().withReduction(Reduction.SUM).withIgnoreIndex(-100));
    Objective<Sentences> objective =
        batch ->
            new Loss(
                crossEntropy.forward(
                    tagger.forward(batch.words(), batch.lengths()).reshape(-1, tags), batch.tags()),
                IntStream.of(batch.lengths()).sum());
    var adam = new Adam(tagger.parameters(), AdamConfig.of().withLr(0.01));
    var trainer =
        new Trainer<>(
            tagger,
            adam,
            objective,
            batches,
            TrainerConfig.ofEpochs(3).withClipNorm(1).withPatience(2));
    trainer.setEvaluator(Evaluator.ofLoss(tagger, objective, validation));
    trainer.addRandom("dropout", random);
    trainer.run(); // ends with the parameters of the best measurement

    assertThat(Evaluator.meanLoss(tagger, objective, validation))
        .isEqualTo(trainer.best())
        .isLessThan(Math.log(tags) / 2); // that is the loss of guessing

    Path path = folder.resolve("checkpoint.safetensors");

    CheckpointFile.write(path, trainer.checkpoint());
    trainer.resume(CheckpointFile.read(path));

    assertThat(trainer.steps()).isEqualTo(3 * 15);
  }

  /// Words whose tag is their number modulo 3.
  private static Batches<Sentences> batches(int count, long seed) {
    var made = new SplittableRandom(seed);
    List<int[]> sentences =
        IntStream.range(0, count)
            .mapToObj(_ -> made.ints(made.nextInt(1, 12), 0, 9).toArray())
            .toList();
    return ExampleBatches.bySimilarLength(
        Padding.lengths(sentences),
        4,
        new Shuffle(0),
        "made by a rule",
        numbers -> {
          List<int[]> chosen = IntStream.of(numbers).mapToObj(sentences::get).toList();
          List<int[]> tags =
              chosen.stream().map(s -> IntStream.of(s).map(word -> word % 3).toArray()).toList();
          return new Sentences(
              Padding.indices(chosen, 0),
              Padding.lengths(chosen),
              Indices.of(Padding.indices(tags, -100).toArray()));
        });
  }
}
