/// Files of `torch.save`, today's and the legacy ones: [rnn4j.io.torch.Torch] reads and writes
/// them.
///
/// Such a file holds a pickle, which in Python is a program that may do anything. Here it builds
/// plain containers, numbers and tensors; anything else it calls is refused by name. Classes of
/// modules are names and nothing more.
package rnn4j.io.torch;
