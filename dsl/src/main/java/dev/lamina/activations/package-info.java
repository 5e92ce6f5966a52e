/** Functions that layers end with. */
@NullMarked
package dev.lamina.activations;

import org.jspecify.annotations.NullMarked;
