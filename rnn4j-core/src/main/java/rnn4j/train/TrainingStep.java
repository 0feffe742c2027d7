package rnn4j.train;

/// A step of the optimiser.
///
/// @param epoch from 1
/// @param step of the whole training, from 1
/// @param loss mean over the targets of the batch, before the step
/// @param gradientNorm before clipping; NaN unless gradients are clipped by norm
/// @param lr learning rate of the first group
/// @param targets in the batch
public record TrainingStep(
    long epoch, long step, double loss, double gradientNorm, double lr, double targets) {}
