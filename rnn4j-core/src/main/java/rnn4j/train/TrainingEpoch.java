package rnn4j.train;

/// An epoch.
///
/// @param epoch from 1
/// @param step of the whole training, at its end
/// @param loss mean of the steps' losses
public record TrainingEpoch(long epoch, long step, double loss) {}
