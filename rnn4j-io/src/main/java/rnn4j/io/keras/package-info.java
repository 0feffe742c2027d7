/// Models that Keras saved, whole or as weights: their recurrent layers become layers that run.
///
/// `Hdf5File` reads data sets and texts, `KerasConfigs` the configuration of the model,
/// `KerasPlaces` finds the weights of its layers, `KerasLayerReader` puts both together, and
/// [rnn4j.io.keras.KerasLayer] computes.
package rnn4j.io.keras;
