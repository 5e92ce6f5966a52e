/** Trains: steps of optimizers, the loop over epochs and batches, callbacks. */
@NullMarked
package dev.lamina.tensorflow.train;

import org.jspecify.annotations.NullMarked;
