package rnn4j.examples;

import java.util.List;
import java.util.Locale;
import rnn4j.data.BatchReader;
import rnn4j.data.StreamBatch;
import rnn4j.data.StreamBatches;
import rnn4j.data.Tokens;
import rnn4j.data.Vocabulary;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.optim.ClipGrad;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;
import rnn4j.textbook.Activation;
import rnn4j.textbook.DeepRnn;
import rnn4j.textbook.DeepRnnOutput;

/// The deep recurrent network of "Dive into Deep Learning", 10.3, as a model of characters, written
/// out as a textbook would: one-hot vectors in, every step a few products of matrices, gradients
/// clipped, plain gradient descent, the state carried from piece to piece.
public final class DeepRnnLanguageModel {
  private static final int BATCH = 8;
  private static final int SEQ_LEN = 16;
  private static final int HIDDEN = 32;

  private DeepRnnLanguageModel() {}

  /// Trains on a verse, repeated, and lets the model say it.
  ///
  /// @param args how many epochs to train, 30 if nothing is given
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    String text = "the time traveller for so it will be convenient to speak of him. ".repeat(40);
    List<String> characters = text.chars().mapToObj(Character::toString).toList();
    Vocabulary vocabulary = Vocabulary.of(characters.stream().distinct().sorted().toList());
    var batches = new StreamBatches(Tokens.of(vocabulary.numbers(characters)), BATCH, SEQ_LEN);

    var rnn =
        new DeepRnn(
            vocabulary.size(),
            HIDDEN,
            vocabulary.size(),
            List.of(Activation.TANH, Activation.TANH),
            TorchRandom.seed(0));
    var loss = new CrossEntropyLoss();
    var optimizer = new Sgd(rnn.parameters(), SgdConfig.of().withLr(1));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double sum = 0;
      int steps = 0;
      List<Tensor> state = List.of();
      try (BatchReader<StreamBatch> reader = batches.epoch(epoch, 0)) {
        for (StreamBatch batch = reader.next(); batch != null; batch = reader.next()) {
          Tensor x = oneHot(batch.input(), vocabulary.size()).transpose(0, 1); // batch first
          DeepRnnOutput out = state.isEmpty() ? rnn.forward(x) : rnn.forward(x, state);
          state = out.last().stream().map(Tensor::detach).toList();
          Tensor scores = out.output().transpose(0, 1).reshape(-1, vocabulary.size());
          Tensor error = loss.forward(scores, Indices.of(batch.target().toArray()));
          optimizer.zeroGrad();
          error.backward();
          ClipGrad.norm(rnn.parameters(), 1);
          optimizer.step();
          sum += error.item();
          steps++;
        }
      }
      if (epoch == 1 || epoch == epochs) {
        System.out.printf(Locale.ROOT, "epoch %d: perplexity %.2f%n", epoch, Math.exp(sum / steps));
      }
    }
    System.out.println(continued(rnn, vocabulary, "the time", 24));
  }

  /// Returns a beginning and the most probable characters after it.
  private static String continued(DeepRnn rnn, Vocabulary vocabulary, String begin, int length) {
    var text = new StringBuilder(begin);
    int[] numbers = vocabulary.numbers(begin.chars().mapToObj(Character::toString).toList());
    return Gradients.off(() -> {
      DeepRnnOutput out =
          rnn.forward(oneHot(Indices.of(numbers, 1, numbers.length), vocabulary.size()));
      for (int i = 0; i < length; i++) {
        double[] scores = out.output().select(1, -1).toDoubleArray();
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
          best = scores[k] > scores[best] ? k : best;
        }
        text.append(vocabulary.symbol(best));
        out =
            rnn.forward(oneHot(Indices.of(new int[] {best}, 1, 1), vocabulary.size()), out.last());
      }
      return text.toString();
    });
  }

  /// Returns vectors that are 1 at the symbol and 0 elsewhere, (..., symbols).
  private static Tensor oneHot(Indices symbols, int size) {
    int[] values = symbols.toArray();
    float[] vectors = new float[values.length * size];
    for (int i = 0; i < values.length; i++) {
      vectors[i * size + values[i]] = 1;
    }
    return Tensor.of(vectors, symbols.shape().size(0), symbols.shape().size(1), size);
  }
}
