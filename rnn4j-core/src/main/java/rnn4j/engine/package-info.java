/// The engine that runs every cell: it lowers the equations of one time step to products and
/// pointwise instructions, derives the backward pass from them, and scans both over time.
///
/// Knows programs, not cells: what an LSTM is stands in `rnn4j.cell`. Not exported.
package rnn4j.engine;
