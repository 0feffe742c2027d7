package rnn4j.cli.net;

import picocli.CommandLine.Option;
import rnn4j.cli.CliException;
import rnn4j.cli.train.Numbers;
import rnn4j.nn.Module;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.train.TrainerConfig;

/// The options of trainings that tell classes: the network and how it learns.
public final class LearningOptions {
  @Option(
      names = "--layer",
      paramLabel = "KIND",
      defaultValue = "LSTM",
      description = "lstm, gru or rnn, in both directions (default: lstm).")
  private LayerKind layer = LayerKind.LSTM;

  @Option(
      names = "--hidden-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Units in a layer and direction (default: ${DEFAULT-VALUE}).")
  private int hiddenSize;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Layers (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0.3",
      description = "Share of elements dropped in training (default: ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Epochs at most (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "Epochs without a better validation loss after which training stops; 0 for never"
              + " (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.003",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      defaultValue = "1",
      description = "Greatest norm of the gradient (default: ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Sequences in a training step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.15",
      description =
          "Share of the sequences that is not trained on but says when to stop (default:"
              + " ${DEFAULT-VALUE}).")
  private double validation;

  /// Checks the options.
  ///
  /// @throws CliException if one is out of its range
  public void check() {
    Numbers.between("--hidden-size", hiddenSize, 1, 1 << 14);
    Numbers.between("--layers", layers, 1, 16);
    Numbers.probability("--dropout", dropout);
    Numbers.atLeast("--epochs", epochs, 1);
    Numbers.atLeast("--patience", patience, 0);
    Numbers.positive("--learning-rate", learningRate);
    Numbers.positive("--clip", clip);
    Numbers.between("--batch-size", batchSize, 1, 100_000);
    if (!(validation > 0 && validation <= 0.5)) {
      throw new CliException(
          "--validation is " + validation + ", expected more than 0 and at most 0.5");
    }
  }

  public TrainerConfig trainerConfig() {
    return TrainerConfig.ofEpochs(epochs).withPatience(patience).withClipNorm(clip);
  }

  public Adam optimizer(Module model) {
    return new Adam(model.parameters(), AdamConfig.of().withLr(learningRate));
  }

  public LayerKind layer() {
    return layer;
  }

  public int hiddenSize() {
    return hiddenSize;
  }

  public int layers() {
    return layers;
  }

  public double dropout() {
    return dropout;
  }

  public int epochs() {
    return epochs;
  }

  public int batchSize() {
    return batchSize;
  }

  public double validation() {
    return validation;
  }
}
