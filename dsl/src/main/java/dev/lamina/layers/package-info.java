/** Keras's layers and Lamina's own, one file each. */
@NullMarked
package dev.lamina.layers;

import org.jspecify.annotations.NullMarked;
