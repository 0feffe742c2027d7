package rnn4j.cell;

import rnn4j.tensor.Shape;

/// A parameter that a cell's equations ask for.
///
/// @param name as in checkpoints, without the layer, such as `weight_ih`
public record ParameterSpec(String name, Shape shape) {}
