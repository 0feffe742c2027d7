/// Passes over time as operations on tensors, with gradients, and what is kept between them:
/// programs ready to run, their weights, and frozen programs. The door to the engine.
package rnn4j.engine.scan;
