/** Losses on the size of weights and of activations. */
@NullMarked
package dev.lamina.regularizers;

import org.jspecify.annotations.NullMarked;
