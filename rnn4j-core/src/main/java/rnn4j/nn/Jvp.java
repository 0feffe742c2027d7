package rnn4j.nn;

/// What a recurrent layer computes, and how that changes along a [Tangent]: the product of the
/// layer's Jacobian with it, as `torch.func.jvp` returns both.
///
/// @param value what `forward` returns in evaluation mode, to the last bit
/// @param derivative output and final states of the same shapes: for a small number `e`, the layer
///   moved by `e` times the tangent computes `value + e * derivative`
public record Jvp(CellOutput value, CellOutput derivative) {}
