/** Compiles Lamina programs to TensorFlow graphs, trains and serves them. */
@NullMarked
package dev.lamina.tensorflow;

import org.jspecify.annotations.NullMarked;
