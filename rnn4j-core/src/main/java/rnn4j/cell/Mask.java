package rnn4j.cell;

/// Random numbers that a program reads, drawn anew for every run.
///
/// @param perStep whether they are drawn for every step, or once for all
/// @param p probability of a one, and zero otherwise, if per step; else the probability of a zero,
///   and `1 / (1 - p)` otherwise
record Mask(int width, boolean perStep, double p) {}
