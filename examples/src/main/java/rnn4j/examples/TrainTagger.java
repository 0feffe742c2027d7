package rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.data.Padding;
import rnn4j.data.Prefetch;
import rnn4j.data.Shuffle;
import rnn4j.data.Vocabulary;
import rnn4j.io.CheckpointFile;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Embedding;
import rnn4j.nn.Linear;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.Reduction;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;
import rnn4j.train.Evaluated;
import rnn4j.train.Evaluator;
import rnn4j.train.Loss;
import rnn4j.train.Objective;
import rnn4j.train.Trainer;
import rnn4j.train.TrainerConfig;
import rnn4j.train.TrainingEpoch;
import rnn4j.train.TrainingListener;

/// Trains a tagger: a bidirectional LSTM gives each word of a sentence a tag. Sentences have
/// different lengths; those of similar length are trained on together. Killed and started again,
/// the training goes on from its checkpoint.
public final class TrainTagger {
  private static final Vocabulary WORDS =
      Vocabulary.of(List.of("the", "a", "to", "dog", "walk", "watch", "wants", "sees"));
  private static final Vocabulary TAGS = Vocabulary.of(List.of("DET", "NOUN", "TO", "VERB"));

  private TrainTagger() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sentence(int[] words, int[] tags) {}

  /// Sentences side by side, (seqLen, batch).
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Batch(Indices words, int[] lengths, Indices tags) {}

  private static final class Tagger extends Module {
    private final Embedding embedding;
    private final Lstm lstm;
    private final Linear linear;

    Tagger(TorchRandom random) {
      embedding = register("embedding", new Embedding(WORDS.size(), 8, random));
      lstm = register("lstm", new Lstm(LstmConfig.of(8, 16).withBidirectional(true), random));
      linear = register("linear", new Linear(32, TAGS.size(), random));
    }

    /// Returns a score for each tag, (seqLen, batch, tags).
    Tensor forward(Indices words, int[] lengths) {
      return linear.forward(lstm.forward(embedding.forward(words), lengths).output());
    }
  }

  /// Trains, and tags a sentence in which "walk" and "watch" are a verb once and a noun once.
  ///
  /// @param args the file of the checkpoint
  public static void main(String[] args) throws IOException {
    Path checkpoint = Path.of(args.length > 0 ? args[0] : "tagger-checkpoint.safetensors");
    var tagger = new Tagger(TorchRandom.seed(0));
    var crossEntropy =
        new CrossEntropyLoss(
            CrossEntropyConfig.of().withReduction(Reduction.SUM).withIgnoreIndex(-100));
    Objective<Batch> objective =
        batch -> {
          Tensor scores = tagger.forward(batch.words(), batch.lengths());
          Tensor sum = crossEntropy.forward(scores.reshape(-1, TAGS.size()), batch.tags());
          return new Loss(sum, IntStream.of(batch.lengths()).sum());
        };
    var optimizer = new Adam(tagger.parameters(), AdamConfig.of().withLr(0.01));
    var trainer =
        new Trainer<>(
            tagger,
            optimizer,
            objective,
            Prefetch.of(batches(sentences(300, 1))),
            TrainerConfig.ofEpochs(5).withClipNorm(1).withPatience(2));
    trainer.setEvaluator(Evaluator.ofLoss(tagger, objective, batches(sentences(60, 2))));
    trainer.addListener(
        new TrainingListener() {
          @Override
          public void evaluated(Evaluated now) {
            System.out.println(
                "epoch " + now.epoch() + ": validation loss " + now.evaluation().loss());
          }

          @Override
          public void epoch(TrainingEpoch epoch) {
            write(checkpoint, trainer);
          }
        });
    if (Files.exists(checkpoint)) {
      trainer.resume(CheckpointFile.read(checkpoint));
      System.out.println("going on after epoch " + trainer.epochs());
    }
    trainer.run();
    System.out.println(tag(tagger, "the dog wants to walk the watch to watch a walk"));
  }

  private static void write(Path path, Trainer<?> trainer) {
    try {
      CheckpointFile.write(path, trainer.checkpoint());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String tag(Tagger tagger, String sentence) {
    String[] words = sentence.split(" ", -1);
    int[] numbers = WORDS.numbers(List.of(words));
    Tensor scores =
        Gradients.off(() ->
            tagger.forward(Indices.of(numbers, numbers.length, 1), new int[] {numbers.length}));
    var tagged = new StringBuilder();
    for (int t = 0; t < words.length; t++) {
      double[] row = scores.select(0, t).toDoubleArray();
      int best =
          IntStream.range(0, row.length).reduce((a, b) -> row[b] > row[a] ? b : a).orElseThrow();
      tagged.append(words[t]).append('/').append(TAGS.symbol(best)).append(' ');
    }
    return tagged.toString().strip();
  }

  private static Batches<Batch> batches(List<Sentence> sentences) {
    int[] lengths = sentences.stream().mapToInt(s -> s.words().length).toArray();
    return ExampleBatches.bySimilarLength(
        lengths,
        16,
        new Shuffle(0),
        sentences.size() + " made sentences",
        numbers -> {
          List<Sentence> chosen = Arrays.stream(numbers).mapToObj(sentences::get).toList();
          List<int[]> words = chosen.stream().map(Sentence::words).toList();
          Indices tags = Padding.indices(chosen.stream().map(Sentence::tags).toList(), -100);
          return new Batch(
              Padding.indices(words, 0), Padding.lengths(words), Indices.of(tags.toArray()));
        });
  }

  /// Makes sentences such as "the dog sees a walk", "a watch wants to walk".
  private static List<Sentence> sentences(int count, long seed) {
    var random = new SplittableRandom(seed);
    String[] nouns = {"dog", "walk", "watch"};
    return IntStream.range(0, count)
        .mapToObj(_ -> {
          var words = new StringBuilder();
          var tags = new StringBuilder();
          for (int phrase = random.nextInt(1, 4); phrase > 0; phrase--) {
            words.append(random.nextBoolean() ? "the " : "a ");
            words.append(nouns[random.nextInt(3)]).append(' ');
            tags.append("DET NOUN ");
            if (random.nextBoolean()) {
              words.append("wants to ").append(random.nextBoolean() ? "walk " : "watch ");
              tags.append("VERB TO VERB ");
            } else {
              words.append("sees ");
              tags.append("VERB ");
            }
          }
          return new Sentence(
              WORDS.numbers(List.of(words.toString().split(" "))),
              TAGS.numbers(List.of(tags.toString().split(" "))));
        })
        .toList();
  }
}
