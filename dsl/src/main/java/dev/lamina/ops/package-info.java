/** The vocabulary of {@code keras.ops}: declarations and the functions that call them. */
@NullMarked
package dev.lamina.ops;

import org.jspecify.annotations.NullMarked;
