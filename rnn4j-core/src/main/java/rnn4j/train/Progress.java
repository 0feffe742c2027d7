package rnn4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.optim.Goal;

/// How far a training has come: the numbers that it counts with.
final class Progress {
  long epoch; // from 0
  long batch; // of this epoch, already trained on
  long step;
  double lossSum; // of the steps of this epoch
  double best;
  long bestEpoch;
  long bestStep;
  long withoutBest; // measurements since the best one
  long evaluatedStep = -1; // when the last measurement was taken
  boolean ended; // because nothing got better

  Progress(Goal goal) {
    best = goal.worst();
  }

  double meanLoss() {
    return lossSum / batch;
  }

  Checkpoint checkpoint() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("epoch", Long.toString(epoch));
    texts.put("batch", Long.toString(batch));
    texts.put("step", Long.toString(step));
    texts.put("loss_sum", Double.toHexString(lossSum));
    texts.put("best", Double.toHexString(best));
    texts.put("best_epoch", Long.toString(bestEpoch));
    texts.put("best_step", Long.toString(bestStep));
    texts.put("without_best", Long.toString(withoutBest));
    texts.put("evaluated_step", Long.toString(evaluatedStep));
    texts.put("ended", Boolean.toString(ended));
    return Checkpoint.ofTexts(texts);
  }

  void resume(Checkpoint checkpoint) {
    epoch = checkpoint.number("epoch");
    batch = checkpoint.number("batch");
    step = checkpoint.number("step");
    lossSum = checkpoint.real("loss_sum");
    best = checkpoint.real("best");
    bestEpoch = checkpoint.number("best_epoch");
    bestStep = checkpoint.number("best_step");
    withoutBest = checkpoint.number("without_best");
    evaluatedStep = checkpoint.number("evaluated_step");
    ended = Boolean.parseBoolean(checkpoint.text("ended"));
  }
}
