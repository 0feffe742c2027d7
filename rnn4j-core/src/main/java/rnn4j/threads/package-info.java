/// The threads that share the work of a call: in parts that never meet, or step by step. Knows
/// nothing of the library, and is not exported.
package rnn4j.threads;
