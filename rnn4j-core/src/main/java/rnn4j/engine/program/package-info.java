/// What one time step computes: equations, lowered to products and pointwise instructions on places
/// in memory, and the backward pass derived from these.
///
/// Knows programs, not cells: what an LSTM is stands in `rnn4j.cell`. Not exported.
package rnn4j.engine.program;
