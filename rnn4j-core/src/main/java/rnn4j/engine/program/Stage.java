package rnn4j.engine.program;

import java.util.List;

/// A part of a step in which every value has the same width and element `j` of a value depends on
/// element `j` of others only, products aside. Products read whole rows, which stages before this
/// one, or the step before, have finished. So a stage can be run block by block.
///
/// @param width elements of each value
/// @param norms run first, on whole rows
/// @param tangents run next, on whole rows; only in a [Tangent]
/// @param affines run next
/// @param body run after them, in this order
public record Stage(
    int width,
    List<RowNorm> norms,
    List<RowNormTangent> tangents,
    List<Affine> affines,
    List<Instruction> body) {}
