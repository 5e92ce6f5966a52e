/** What {@code compile()} takes in Keras, as a value. */
@NullMarked
package dev.lamina.training;

import org.jspecify.annotations.NullMarked;
