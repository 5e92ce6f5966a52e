/** How a step of training changes weights. */
@NullMarked
package dev.lamina.optimizers;

import org.jspecify.annotations.NullMarked;
