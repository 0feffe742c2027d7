/// Recurrent cells as equations, and the layers that any cell can be stacked to.
package rnn4j.cell;
