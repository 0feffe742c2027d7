package rnn4j.cli.forecast;

/// The losses of an epoch: mean squared errors, in which every step of the horizon counts alike.
///
/// @param epoch from 1; 0 is before training
/// @param training mean over the steps of the epoch; NaN before training
/// @param validation after the epoch
record EpochLoss(int epoch, double training, double validation) {}
