/** A graph, its session and its variables. */
@NullMarked
package dev.lamina.tensorflow.runtime;

import org.jspecify.annotations.NullMarked;
