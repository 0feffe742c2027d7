package rnn4j.train;

/// A measurement in the course of a training.
///
/// @param epoch that has ended, or is under way; 0 before the first step
/// @param step of the whole training
/// @param trainingLoss mean of the losses of the epoch's steps so far; NaN if there were none
/// @param evaluation what was measured
/// @param best whether it is the best so far
public record Evaluated(
    long epoch, long step, double trainingLoss, Evaluation evaluation, boolean best) {}
