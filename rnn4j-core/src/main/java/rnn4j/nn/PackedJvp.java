package rnn4j.nn;

/// What a recurrent layer computes of packed sequences, and how that changes along a [Tangent]; as
/// [Jvp], which is for padded ones.
///
/// @param value what `forward` returns in evaluation mode, to the last bit
/// @param derivative output and final states of the same shapes
public record PackedJvp(CellPackedOutput value, CellPackedOutput derivative) {}
