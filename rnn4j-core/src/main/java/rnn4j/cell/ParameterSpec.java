package rnn4j.cell;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Shape;

/// A parameter that a cell's equations ask for.
///
/// @param name as in checkpoints, without the layer, such as `weight_ih`
/// @param initializer how it begins; null where the layer decides
/// @param recurrent whether it is a matrix that is multiplied with a state
@SuppressWarnings("exports") // of @Nullable, see module-info
public record ParameterSpec(
    String name, Shape shape, @Nullable Initializer initializer, boolean recurrent) {}
