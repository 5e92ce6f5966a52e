/** Turns programs into TensorFlow graphs: one emitter per op, one table. */
@NullMarked
package dev.lamina.tensorflow.emit;

import org.jspecify.annotations.NullMarked;
