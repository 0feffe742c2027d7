/// What a kernel is: arrays, and the inner loops over them, without saying how these compute.
/// Products of matrices, pointwise operations, normalised rows; the scalar functions that every
/// kernel agrees with to the last bit.
///
/// The packages below this one hold the kernels, and import it: `plain` and `vector` are two kinds
/// of them with the same bits, `lanes` and `loops` what the second does pointwise, and `choice`
/// says which compute. None is exported.
package rnn4j.kernel;
